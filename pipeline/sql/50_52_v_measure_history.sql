-- Grain: a measure in a paper, put in the order of its papers: its status and amounts from plan to outcome and on.
create view v_measure_history as
select cluster_id,
       row_number() over (partition by cluster_id order by year nulls last, coalesce(doc_date, make_date(year, 12, 31)) nulls last, document_id, measure_id)
           as step,
       count(*) over (partition by cluster_id) as n_steps,
       measure_id, document_id, municipality, unit, doc_type, doc_date, plan_year, area, title, action, status, status_date,
       planned_sek, planned_full_year_sek, actual_sek, actual_as_of, page
from v_measure;
