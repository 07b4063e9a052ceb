-- Grain: a plan year, a status in the plan and the latest status in its follow-ups.
create view v_status_flow as
select plan_year,
       coalesce(planned_status, 'not_stated') as from_status,
       case when follow_up_measure_id is null then 'not_followed_up' else coalesce(latest_status, 'not_stated') end as to_status,
       count(*) as n,
       sum(planned_sek)::bigint as planned_sek
from v_plan_vs_outcome
group by all;

comment on view v_status_flow is 'En rad för varje planår, läge i planen och senaste läge i uppföljningarna.';
comment on column v_status_flow.plan_year is 'Budgetår som handlingens åtgärder främst gäller.';
comment on column v_status_flow.from_status is 'Läge i planen; not_stated när planen inte säger något.';
comment on column v_status_flow.to_status is 'Senaste läge; not_stated när uppföljningen inte säger något, not_followed_up när ingen uppföljning finns.';
comment on column v_status_flow.n is 'Antal åtgärder.';
comment on column v_status_flow.planned_sek is 'Planerad effekt i kronor för dem som har belopp.';
