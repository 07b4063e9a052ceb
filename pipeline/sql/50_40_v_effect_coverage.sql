-- Grain: a district or board, a plan year, an area and a kind of paper. How much of it says what it gives and when.
create view v_effect_coverage as
with papers as (
    select f.document_id, f.area,
           count(*) as n_measures,
           count(*) filter (f.n_effects = 0) as n_no_effect,
           count(*) filter (f.n_effects > 0 and f.n_rates = f.n_effects) as n_only_rate,
           count(*) filter (m.start_precision is null) as n_no_start
    from measure_facts as f join measures as m using (measure_id)
    group by f.document_id, f.area
)
select d.municipality, d.municipality_code, d.district, d.district_code, d.unit, d.plan_year, p.area, d.doc_type,
       sum(n_measures)::bigint as n_measures,
       sum(n_no_effect)::bigint as n_no_effect,
       sum(n_only_rate)::bigint as n_only_rate,
       sum(n_no_start)::bigint as n_no_start,
       round(sum(n_no_effect) / sum(n_measures), 4) as share_no_effect,
       round(sum(n_no_start) / sum(n_measures), 4) as share_no_start
from papers as p join v_document as d using (document_id)
group by d.municipality, d.municipality_code, d.district, d.district_code, d.unit, d.plan_year, p.area, d.doc_type;

comment on view v_effect_coverage is 'En rad för varje stadsdel eller nämnd, planår, område och slag av handling: hur mycket som saknar belopp och start.';
comment on column v_effect_coverage.municipality is 'Kommun, som handlingen säger.';
comment on column v_effect_coverage.municipality_code is 'Kommunkod, fyra siffror som text. Tom när namnet inte är en kommun i ref_municipality.';
comment on column v_effect_coverage.district is 'Stadsdel, som handlingen säger. Tom i kommuner utan stadsdelar.';
comment on column v_effect_coverage.district_code is 'Stadsdelens kod i ref_district det år som handlingen gäller. Tom när namnet inte finns där.';
comment on column v_effect_coverage.unit is 'Den som handlingen gäller: stadsdelen, annars nämnden, annars kommunen.';
comment on column v_effect_coverage.plan_year is 'Budgetår som handlingens åtgärder främst gäller.';
comment on column v_effect_coverage.area is 'Verksamhetsområde (kod). Tom när det inte framgår.';
comment on column v_effect_coverage.doc_type is 'Slag av handling: plan plan, follow_up uppföljning, reply svar på skrivelse, consultant_report konsultrapport.';
comment on column v_effect_coverage.n_measures is 'Antal åtgärder.';
comment on column v_effect_coverage.n_no_effect is 'Antal åtgärder utan något belopp.';
comment on column v_effect_coverage.n_only_rate is 'Antal åtgärder vars enda belopp är per månad eller dygn.';
comment on column v_effect_coverage.n_no_start is 'Antal åtgärder utan angiven start.';
comment on column v_effect_coverage.share_no_effect is 'Andel åtgärder utan något belopp.';
comment on column v_effect_coverage.share_no_start is 'Andel åtgärder utan angiven start.';
