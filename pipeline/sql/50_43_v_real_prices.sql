-- Grain: a comparable district or municipality, a plan year, an area and a price index. Fixed prices of the index's last year.
-- One row with series null where no index has been given.
create view v_real_prices as
with planned as (
    select municipality, comparable_code, comparable_name, plan_year, area, sum(planned_sek)::bigint as nominal_sek
    from v_measure
    where counted
    group by all
),
base as (
    select series, max(year) as base_year, max_by(idx, year) as base_idx
    from ref_price_index
    group by series
)
select plan_year, municipality, comparable_code, comparable_name, area, b.series, nominal_sek,
       round(nominal_sek * b.base_idx / i.idx)::bigint as real_sek,
       b.base_year
from planned
left join base as b on true
left join ref_price_index as i on i.series = b.series and i.year = planned.plan_year;
