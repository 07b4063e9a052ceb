-- Grain: an indicator, a district or municipality, a year and an area (area null: all areas). The long shape of open statistics.
-- n tells how many measures the value rests on.
create view v_indicator_long as
select 'realised_share' as indicator, municipality_code, district_code, plan_year as year, area,
       round(sum(actual_sek) / nullif(sum(planned_sek), 0), 4)::double as value, 'share' as unit, count(*) as n, municipality, district
from v_plan_vs_outcome
where planned_sek is not null and actual_sek is not null
group by all
union all
select 'planned_sek', municipality_code, district_code, plan_year, area, sum(planned_sek)::double, 'SEK', sum(n)::bigint, municipality, district
from v_top_areas
group by all
union all
select 'share_no_effect', municipality_code, district_code, plan_year, area,
       round(sum(n_no_effect) / sum(n_measures), 4)::double, 'share', sum(n_measures)::bigint, municipality, district
from v_effect_coverage
where doc_type = 'plan'
group by all
union all
select 'share_no_start', municipality_code, district_code, plan_year, area,
       round(sum(n_no_start) / sum(n_measures), 4)::double, 'share', sum(n_measures)::bigint, municipality, district
from v_effect_coverage
where doc_type = 'plan'
group by all
union all
select 'planned_sek_per_inhabitant',
       case when d.code is null then p.comparable_code else d.municipality_code end,
       d.code, p.plan_year, null, planned_sek_per_inhabitant::double, 'SEK/inhabitant', n_measures, p.municipality, d.name
from v_per_inhabitant as p left join ref_district as d on d.code = p.comparable_code
where planned_sek_per_inhabitant is not null;
