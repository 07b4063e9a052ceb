-- Grain: a district or board, a plan year and an area. What each area is to save, and its place among the areas.
create view v_top_areas as
select *,
       round(planned_sek / nullif(greatest(sum(planned_sek) over whole, 0), 0), 4) as share,
       rank() over (whole order by planned_sek desc nulls last) as rnk
from (
    select municipality, municipality_code, district, district_code, unit, plan_year, area,
           sum(planned_sek)::bigint as planned_sek, count(*) as n
    from v_planned
    group by all
)
window whole as (partition by municipality, unit, plan_year);

comment on view v_top_areas is 'En rad för varje stadsdel eller nämnd, planår och område, med områdets plats efter planerad effekt.';
comment on column v_top_areas.municipality is 'Kommun, som handlingen säger.';
comment on column v_top_areas.municipality_code is 'Kommunkod, fyra siffror som text. Tom när namnet inte är en kommun i ref_municipality.';
comment on column v_top_areas.district is 'Stadsdel, som handlingen säger. Tom i kommuner utan stadsdelar.';
comment on column v_top_areas.district_code is 'Stadsdelens kod i ref_district det år som handlingen gäller. Tom när namnet inte finns där.';
comment on column v_top_areas.unit is 'Den som handlingen gäller: stadsdelen, annars nämnden, annars kommunen.';
comment on column v_top_areas.plan_year is 'Budgetår som handlingens åtgärder främst gäller.';
comment on column v_top_areas.area is 'Verksamhetsområde (kod). Tom när det inte framgår.';
comment on column v_top_areas.planned_sek is 'Planerad effekt i kronor för planåret: summan av uppskattade belopp, utan helårseffekter och belopp per månad eller dygn. En besparing är positiv. Tom när inget belopp sägs, vilket inte är noll.';
comment on column v_top_areas.n is 'Antal åtgärder.';
comment on column v_top_areas.share is 'Områdets andel av planerad effekt. Tom när summan inte är en besparing.';
comment on column v_top_areas.rnk is 'Områdets plats, störst planerad effekt först.';
