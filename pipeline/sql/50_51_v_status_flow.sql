-- Grain: a plan year, a status in the plan and the latest status in its follow-ups.
create view v_status_flow as
select plan_year,
       coalesce(planned_status, 'not_stated') as from_status,
       case when follow_up_measure_id is null then 'not_followed_up' else coalesce(latest_status, 'not_stated') end as to_status,
       count(*) as n,
       sum(planned_sek)::bigint as planned_sek
from v_plan_vs_outcome
group by all;
