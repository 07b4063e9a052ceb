-- Grain: a comparable district or municipality and a plan year. The population is the user's own (ref_population): that of the
-- comparable code, else the sum of the districts of that year that it stands for. Where one is missing, null.
create view v_per_inhabitant as
with planned as (
    select municipality, comparable_code, comparable_name, plan_year, sum(planned_sek)::bigint as planned_sek, count(*) as n_measures
    from v_measure
    where counted
    group by all
),
parts as (
    select d.comparable_code, y.plan_year, case when count(*) = count(p.population) then sum(p.population)::bigint end as population
    from (select distinct comparable_code, plan_year from planned) as y
    join ref_district as d
        on d.comparable_code = y.comparable_code
        and make_date(y.plan_year, 1, 1) between coalesce(d.valid_from, date '0001-01-01') and coalesce(d.valid_to, date '9999-12-31')
    left join ref_population as p on p.code = d.code and p.year = y.plan_year
    group by all
)
select municipality, comparable_code, comparable_name, plan_year, planned_sek,
       coalesce(own.population, parts.population) as population,
       round(planned_sek / coalesce(own.population, parts.population), 2) as planned_sek_per_inhabitant,
       n_measures
from planned
left join ref_population as own on own.code = planned.comparable_code and own.year = planned.plan_year
left join parts using (comparable_code, plan_year);
