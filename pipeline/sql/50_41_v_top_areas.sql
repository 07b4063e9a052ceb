-- Grain: a district or board, a plan year and an area. What each area is to save, and its place among the areas.
create view v_top_areas as
select *,
       round(planned_sek / nullif(greatest(sum(planned_sek) over whole, 0), 0), 4) as share,
       rank() over (whole order by planned_sek desc nulls last) as rnk
from (
    select municipality, municipality_code, district, district_code, unit, plan_year, area,
           sum(planned_sek)::bigint as planned_sek, count(*) as n
    from v_measure
    where counted
    group by all
)
window whole as (partition by municipality, unit, plan_year);
