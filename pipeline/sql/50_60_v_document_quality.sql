-- Grain: a paper. How far its record can be trusted: what it prints as its sum against what was read, and what was found.
-- The stated sum is the largest that the paper prints over all its measures; agrees speaks of every printed sum.
create view v_document_quality as
with found as (
    select document_id, count(*) as n_measures, avg(confidence) as mean_confidence, min(confidence) as min_confidence,
           count(*) filter (review <> 'none') as n_reviewed
    from measures
    group by document_id
),
totals as (
    select document_id,
           max_by(struct_pack(stated := amount_sek, summed := sum_sek), abs(amount_sek)) filter (scope is null) as whole,
           count(*) as n_totals, count(*) filter (not agrees) as n_totals_off, bool_and(agrees) as agrees
    from control_totals
    group by document_id
),
doubts as (
    select document_id, count(*) filter (severity = 'warning') as n_warnings, count(*) filter (severity = 'error') as n_errors
    from findings
    group by document_id
)
select document_id, d.file_name as file, d.municipality, d.unit, d.district_code, d.doc_type, d.plan_year, d.pages, d.ocr,
       case when coalesce(n_reviewed, 0) = 0 then 'none' when n_reviewed < n_measures then 'part' else 'all' end as review_status,
       coalesce(n_measures, 0) as n_measures, round(mean_confidence, 4) as mean_confidence, round(min_confidence, 4) as min_confidence,
       whole.stated as stated_sek, whole.summed as sum_sek, whole.stated - whole.summed as diff_sek,
       t.agrees, coalesce(n_totals, 0) as n_totals, coalesce(n_totals_off, 0) as n_totals_off,
       coalesce(n_warnings, 0) as n_warnings, coalesce(n_errors, 0) as n_errors
from v_document as d
left join found using (document_id)
left join totals as t using (document_id)
left join doubts using (document_id);
