-- Grain: a measure and a field that has no value. Why: the paper says that there is none (stated_none), it does not say (not_stated), it
-- says something that could not be understood (unreadable), or it may stand on a page that was not read (page_not_read).
create view v_absence as
with fields as (
    select measure_id, document_id, page_first, page_last, f.name as field, f.said, f.missing
    from (
        select *, unnest([
            {name: 'area', said: array_to_string(area_path, ' '), missing: area is null},
            {name: 'start_date', said: start_raw, missing: start_date is null and start_precision is null},
            {name: 'due_date', said: due_raw, missing: due_date is null},
            {name: 'effects', said: effect_text, missing: measure_id not in (select measure_id from effects)},
            {name: 'status', said: status_raw, missing: status is null},
            {name: 'responsible', said: responsible, missing: responsible is null}
        ]) as f
        from measures
    )
),
unread as (
    select document_id, page from pages where list_contains(notes, 'unreadable')
)
select a.measure_id, a.document_id, a.field,
       case when regexp_matches(a.said, '^\W*((ej|inte|inge[nt]|inga|saknas|nej|noll)\b.*|[-–—]+)?\W*$', 'i') and length(a.said) > 0 then 'stated_none'
            when exists (from findings as f where f.measure_id = a.measure_id and f.severity <> 'info'
                         and split_part(split_part(f.field, '.', 1), '_', 1) = split_part(a.field, '_', 1)) then 'unreadable'
            when a.field in ('start_date', 'due_date') and length(a.said) > 0 then 'unreadable'
            when exists (from unread as u where u.document_id = a.document_id and u.page between a.page_first and a.page_last + 1) then 'page_not_read'
            else 'not_stated' end as why,
       nullif(a.said, '') as said
from fields as a
where a.missing;

comment on view v_absence is 'En rad för varje åtgärd och fält som saknar värde: varför det saknas.';
comment on column v_absence.measure_id is 'Åtgärden.';
comment on column v_absence.document_id is 'Handlingen.';
comment on column v_absence.field is 'Fältet som saknar värde.';
comment on column v_absence.why is 'stated_none handlingen säger att det inte finns något, not_stated handlingen säger inget, unreadable något står men gick inte att förstå, page_not_read det kan stå på en sida som inte gick att läsa.';
comment on column v_absence.said is 'Det som står, där något står.';
