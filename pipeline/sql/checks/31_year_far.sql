-- The years of a measure are near the paper's own.
-- severity: warning
with papers as (
    select document_id, coalesce(plan_year, year(doc_date)) as year from documents where coalesce(plan_year, year(doc_date)) is not null
),
years as (
    select document_id, measure_id, page_action, 'start_date' as field, 'Starten' as what, year(start_date) as said from measures
    union all select document_id, measure_id, page_action, 'due_date', 'Sluttiden', year(due_date) from measures
    union all select document_id, measure_id, page_action, 'status_date', 'Lägets dag', year(status_date) from measures
    union all select document_id, measure_id, page_action, 'effects.' || e.seq, 'Beloppets år', e.year from effects as e join measures using (measure_id)
)
select document_id, measure_id, field, page_action as page,
       what || ' (' || said || ') ligger långt från handlingens år (' || year || '). Se efter att årtalet är rätt läst.' as message
from years join papers using (document_id)
where said < year - 6 or said > year + 10;
