-- Grain: a plan year and an area. The realised share counts only measures with both an estimate and an outcome.
create view v_realisation_by_area as
select plan_year, area,
       count(*) as n_planned,
       count(*) filter (followed) as n_with_outcome,
       count(*) filter (followed and part_year) as n_part_year,
       min(actual_as_of) filter (followed) as earliest_as_of,
       sum(planned_sek)::bigint as planned_sek,
       (sum(planned_sek) filter (followed))::bigint as planned_followed_sek,
       (sum(actual_sek) filter (followed))::bigint as actual_sek,
       round((sum(actual_sek) filter (followed)) / nullif(sum(planned_sek) filter (followed), 0), 4) as realised_share
from (select *, planned_sek is not null and actual_sek is not null as followed from v_plan_vs_outcome)
group by plan_year, area;

comment on view v_realisation_by_area is 'En rad för varje planår och område. Andelen gäller bara åtgärder som har både uppskattat belopp och utfall.';
comment on column v_realisation_by_area.plan_year is 'Budgetår som handlingens åtgärder främst gäller.';
comment on column v_realisation_by_area.area is 'Verksamhetsområde (kod). Tom när det inte framgår.';
comment on column v_realisation_by_area.n_planned is 'Antal planerade åtgärder.';
comment on column v_realisation_by_area.n_with_outcome is 'Antal åtgärder med både uppskattat belopp och utfall: de som andelen gäller.';
comment on column v_realisation_by_area.n_part_year is 'Hur många av dem vars utfall bara gäller en del av året.';
comment on column v_realisation_by_area.earliest_as_of is 'Det tidigaste datum som något av utfallen gäller till och med.';
comment on column v_realisation_by_area.planned_sek is 'Planerad effekt i kronor för planåret: summan av uppskattade belopp, utan helårseffekter och belopp per månad eller dygn. En besparing är positiv. Tom när inget belopp sägs, vilket inte är noll.';
comment on column v_realisation_by_area.planned_followed_sek is 'Planerad effekt för de åtgärder som har utfall.';
comment on column v_realisation_by_area.actual_sek is 'Utfall i kronor för planåret, det senaste som sägs.';
comment on column v_realisation_by_area.realised_share is 'Utfall delat med plan. Över 1 gav en besparing mer än planerat; en kostnad blev dyrare. Tom när någon av dem saknas eller planen är noll.';
