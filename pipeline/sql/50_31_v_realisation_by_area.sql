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
