-- Grain: an indicator, a district or municipality, a year and an area (null where the area cannot be told). The long shape of open
-- statistics. n tells how many measures the value rests on; planned_sek_per_inhabitant is over all areas.
create view v_indicator_long as
with realised as (
    select d.municipality, d.municipality_code, d.district, d.district_code, d.plan_year as year, f.area,
           sum(o.outcome.sek) / nullif(sum(f.planned_sek), 0) as value, count(*) as n
    from measure_facts as f join v_document as d using (document_id) join planned_outcomes as o using (measure_id)
    where f.counted and f.planned_sek is not null and o.outcome.sek is not null
    group by all
),
planned as (
    select municipality, municipality_code, district, district_code, plan_year as year, area, sum(planned_sek) as value, sum(n) as n
    from v_top_areas
    group by all
),
covered as (
    select municipality, municipality_code, district, district_code, plan_year as year, area, sum(n_measures) as n,
           sum(n_no_effect) / sum(n_measures) as no_effect, sum(n_no_start) / sum(n_measures) as no_start
    from v_effect_coverage
    where doc_type = 'plan'
    group by all
),
spread as (
    select municipality, municipality_code, district, district_code, year, area, n,
           unnest(['share_no_effect', 'share_no_start']) as indicator, unnest([no_effect, no_start]) as value
    from covered
)
select 'realised_share' as indicator, municipality_code, district_code, year, area, round(value, 4)::double as value, 'share' as unit, n,
       municipality, district
from realised
union all
select 'planned_sek', municipality_code, district_code, year, area, value::double, 'SEK', n::bigint, municipality, district
from planned
union all
select indicator, municipality_code, district_code, year, area, round(value, 4)::double, 'share', n::bigint, municipality, district
from spread
union all
select 'planned_sek_per_inhabitant', coalesce(d.municipality_code, p.comparable_code), d.code, p.plan_year, null,
       p.planned_sek_per_inhabitant::double, 'SEK/inhabitant', p.n_measures, p.municipality, d.name
from v_per_inhabitant as p left join ref_district as d on d.code = p.comparable_code
where p.planned_sek_per_inhabitant is not null;

comment on view v_indicator_long is 'En rad för varje mått, stadsdel eller kommun, år och område: den långa formen för öppen statistik.';
comment on column v_indicator_long.indicator is 'Måttet.';
comment on column v_indicator_long.municipality_code is 'Kommunkod, fyra siffror som text. Tom när namnet inte är en kommun i ref_municipality.';
comment on column v_indicator_long.district_code is 'Stadsdelens kod i ref_district det år som handlingen gäller. Tom när namnet inte finns där.';
comment on column v_indicator_long.year is 'Planår.';
comment on column v_indicator_long.area is 'Verksamhetsområde (kod). Tom när det inte framgår.';
comment on column v_indicator_long.value is 'Värdet.';
comment on column v_indicator_long.unit is 'Måttets enhet.';
comment on column v_indicator_long.n is 'Antal åtgärder som värdet vilar på.';
comment on column v_indicator_long.municipality is 'Kommun, som handlingen säger.';
comment on column v_indicator_long.district is 'Stadsdel, som handlingen säger. Tom i kommuner utan stadsdelar.';
