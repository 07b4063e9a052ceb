-- Grain: a planned measure, counted once (measure_facts.counted): what every sum of plans adds up.
create view v_planned as
select f.measure_id, d.municipality, d.municipality_code, d.district, d.district_code, d.comparable_code, d.comparable_name, d.unit,
       d.plan_year, f.area, f.planned_sek, f.planned_full_year_sek, f.n_effects, f.n_rates
from measure_facts as f join v_document as d using (document_id)
where f.counted;

comment on view v_planned is 'En rad för varje planerad åtgärd, räknad en gång: det som alla summor av planer lägger ihop.';
comment on column v_planned.measure_id is 'Åtgärdens nyckel.';
comment on column v_planned.municipality is 'Kommun, som handlingen säger.';
comment on column v_planned.municipality_code is 'Kommunkod, fyra siffror som text. Tom när namnet inte är en kommun i ref_municipality.';
comment on column v_planned.district is 'Stadsdel, som handlingen säger. Tom i kommuner utan stadsdelar.';
comment on column v_planned.district_code is 'Stadsdelens kod i ref_district det år som handlingen gäller. Tom när namnet inte finns där.';
comment on column v_planned.comparable_code is 'Kod som uppgifter från alla år kan jämföras under: dagens stadsdel, eller kommunen när handlingen inte gäller en stadsdel.';
comment on column v_planned.comparable_name is 'Namnet på det som comparable_code står för; finns ingen kod, stadsdelen eller kommunen som handlingen säger.';
comment on column v_planned.unit is 'Den som handlingen gäller: stadsdelen, annars nämnden, annars kommunen.';
comment on column v_planned.plan_year is 'Budgetår som handlingens åtgärder främst gäller.';
comment on column v_planned.area is 'Verksamhetsområde (kod). Tom när det inte framgår.';
comment on column v_planned.planned_sek is 'Planerad effekt i kronor för planåret: summan av uppskattade belopp, utan helårseffekter och belopp per månad eller dygn. En besparing är positiv. Tom när inget belopp sägs, vilket inte är noll.';
comment on column v_planned.planned_full_year_sek is 'Uppskattad helårseffekt i kronor. Läggs aldrig ihop med planned_sek.';
comment on column v_planned.n_effects is 'Antal belopp som handlingen anger för åtgärden.';
comment on column v_planned.n_rates is 'Hur många av dem som är per månad eller dygn, och därför inte ingår i någon summa.';
