-- Grain: a comparable district or municipality, a plan year, an area and a price index. Fixed prices of the index's last year.
-- One row with series null where no index has been given.
create view v_real_prices as
with planned as (
    select municipality, comparable_code, comparable_name, plan_year, area, sum(planned_sek)::bigint as nominal_sek
    from v_planned
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

comment on view v_real_prices is 'En rad för varje jämförbar stadsdel eller kommun, planår, område och prisindex, i fasta priser.';
comment on column v_real_prices.plan_year is 'Budgetår som handlingens åtgärder främst gäller.';
comment on column v_real_prices.municipality is 'Kommun, som handlingen säger.';
comment on column v_real_prices.comparable_code is 'Kod som uppgifter från alla år kan jämföras under: dagens stadsdel, eller kommunen när handlingen inte gäller en stadsdel.';
comment on column v_real_prices.comparable_name is 'Namnet på det som comparable_code står för; finns ingen kod, stadsdelen eller kommunen som handlingen säger.';
comment on column v_real_prices.area is 'Verksamhetsområde (kod). Tom när det inte framgår.';
comment on column v_real_prices.series is 'Prisindex. Tom när inget index har lämnats.';
comment on column v_real_prices.nominal_sek is 'Planerad effekt i löpande priser.';
comment on column v_real_prices.real_sek is 'Planerad effekt i basårets priser. Tom när indextal för året saknas.';
comment on column v_real_prices.base_year is 'Året vars priser real_sek är i: indexets sista.';
