-- Grain: a measure and a field that has no value. Why: the paper says that there is none (stated_none), it does not say (not_stated), it
-- says something that could not be understood (unreadable), or it may stand on a page that was not read (page_not_read).
create view v_absence as
with fields as (
    select measure_id, document_id, 'area' as field, array_to_string(area_path, ' ') as said from measures where area is null
    union all
    select measure_id, document_id, 'start_date', start_raw from measures where start_date is null and start_precision is null
    union all
    select measure_id, document_id, 'due_date', due_raw from measures where due_date is null
    union all
    select measure_id, document_id, 'effects', effect_text from measures where measure_id not in (select measure_id from effects)
    union all
    select measure_id, document_id, 'status', status_raw from measures where status is null
    union all
    select measure_id, document_id, 'responsible', responsible from measures where responsible is null
),
-- findings and pages that were not read are few: worked out by themselves and joined, not looked for once a row
doubted as (
    select distinct measure_id, split_part(split_part(field, '.', 1), '_', 1) as about from findings where severity <> 'info'
),
beside_unread as (
    select distinct m.measure_id
    from pages as p join measures as m on m.document_id = p.document_id and p.page between m.page_first and m.page_last + 1
    where list_contains(p.notes, 'unreadable')
)
select a.measure_id, a.document_id, a.field,
       case when length(a.said) > 0 and regexp_matches(a.said, '^\W*((ej|inte|inge[nt]|inga|saknas|nej|noll)\b.*|[-–—]+)?\W*$', 'i')
                then 'stated_none'
            when d.measure_id is not null then 'unreadable'
            when a.field in ('start_date', 'due_date') and length(a.said) > 0 then 'unreadable'
            when u.measure_id is not null then 'page_not_read'
            else 'not_stated' end as why,
       nullif(a.said, '') as said
from fields as a
left join doubted as d on d.measure_id = a.measure_id and d.about = split_part(a.field, '_', 1)
left join beside_unread as u on u.measure_id = a.measure_id;

comment on view v_absence is 'En rad för varje åtgärd och fält som saknar värde: varför det saknas.';
comment on column v_absence.measure_id is 'Åtgärden.';
comment on column v_absence.document_id is 'Handlingen.';
comment on column v_absence.field is 'Fältet som saknar värde.';
comment on column v_absence.why is 'stated_none handlingen säger att det inte finns något, not_stated handlingen säger inget, unreadable något står men gick inte att förstå, page_not_read det kan stå på en sida som inte gick att läsa.';
comment on column v_absence.said is 'Det som står, där något står.';
