-- Grain: a planned measure, counted once. From decision to start to done. One that no later paper calls done is kept, with the
-- day it was last seen (censored), so that the slow ones do not fall out of the picture.
create view v_time_lag as
with planned as (
    select measure_id, cluster_id, municipality, district, unit, plan_year, area, doc_date as planned_on, start_date as planned_start,
           start_precision, due_date
    from v_measure
    where counted
),
seen as (
    select cluster_id, district, status = 'done' as is_done, coalesce(status_date, doc_date) as seen_on
    from v_measure
    where coalesce(status_date, doc_date) is not null and (doc_type = 'follow_up' or status = 'done')
),
followed as (
    select p.measure_id, min(s.seen_on) filter (s.is_done) as first_done, max(s.seen_on) as last_seen
    from planned as p join seen as s using (cluster_id)
    where coalesce(s.district = p.district, true)
    group by p.measure_id
)
select measure_id, municipality, district, unit, plan_year, area, planned_on, planned_start, start_precision, due_date, first_done, last_seen,
       datediff('day', planned_on, planned_start) as days_decision_to_start,
       datediff('day', planned_start, first_done) as days_start_to_done,
       case when first_done is not null then first_done > due_date when last_seen > due_date then true end as late
from planned left join followed using (measure_id);
