-- Grain: a measure in a paper. What a person should look at first: the kronor that are at stake times how doubtful the record is.
create view v_review_queue as
with doubts as (
    select measure_id, count(*) filter (severity = 'error') as n_errors, count(*) filter (severity = 'warning') as n_warnings,
           count(*) filter (severity = 'info') as n_infos, list(distinct code order by code) as codes
    from findings where measure_id is not null group by measure_id
),
amounts as (
    select measure_id, max(abs(amount_sek)) as most from effects where period in ('total', 'year', 'full_year') group by measure_id
),
weighed as (
    select m.measure_id, m.document_id, m.review, greatest(abs(coalesce(m.ekonomisk_effekt, 0)), coalesce(a.most, 0)) as kronor,
           1 - m.confidence * 0.3 ** coalesce(n_errors, 0) * 0.6 ** coalesce(n_warnings, 0) * 0.95 ** coalesce(n_infos, 0)
             * coalesce(p.confidence, 1) as doubt,
           coalesce(codes, []) as codes
    from measures as m left join doubts as d using (measure_id) left join amounts as a using (measure_id)
    left join pages as p on p.document_id = m.document_id and p.page = m.page_action
)
select measure_id, document_id, review, kronor, round(doubt, 4) as doubt,
       round(greatest(kronor, 50000) * greatest(doubt, 0.02)) as weight, codes
from weighed;

comment on view v_review_queue is 'En rad för varje åtgärd: hur angeläget det är att en människa ser på den.';
comment on column v_review_queue.measure_id is 'Åtgärden.';
comment on column v_review_queue.document_id is 'Handlingen.';
comment on column v_review_queue.review is 'Granskad av en människa: none nej, accepted godkänd, corrected rättad.';
comment on column v_review_queue.kronor is 'Det största belopp som står på spel, i kronor.';
comment on column v_review_queue.doubt is 'Tvekan, 0–1: programmets osäkerhet, bildläsningens och det som kontrollerna har hittat.';
comment on column v_review_queue.weight is 'Kronor gånger tvekan: störst först. Små belopp räknas som 50 000 kr och ingen tvekan som 2 procent.';
comment on column v_review_queue.codes is 'Koder för det som kontrollerna har hittat.';
