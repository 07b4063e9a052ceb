-- Grain: a comparable district, a plan year and an area: what part of its savings the area is, against its city's.
-- Shares only where the sum is a saving; a quotient of 1 means as in the city.
create view v_district_profile as
with planned as (
    select municipality, comparable_code, comparable_name, plan_year, area, sum(planned_sek)::bigint as sek
    from v_measure
    where counted and district is not null
    group by all
),
shared as (
    select *,
           sek / nullif(greatest(sum(sek) over (partition by municipality, comparable_name, plan_year), 0), 0) as district_part,
           sum(sek) over (partition by municipality, plan_year, area)
               / nullif(greatest(sum(sek) over (partition by municipality, plan_year), 0), 0) as city_part
    from planned
)
select municipality, comparable_code, comparable_name, plan_year, area, sek,
       round(district_part, 4) as share_district, round(city_part, 4) as share_city,
       round(district_part / nullif(city_part, 0), 4) as quotient
from shared;
