-- Grain: a district or board, a plan year, an area and a kind of paper. How much of what is planned says what it gives and when.
create view v_effect_coverage as
select municipality, municipality_code, district, district_code, unit, plan_year, area, doc_type,
       count(*) as n_measures,
       count(*) filter (n_effects = 0) as n_no_effect,
       count(*) filter (n_effects > 0 and n_rates = n_effects) as n_only_rate,
       count(*) filter (start_precision is null) as n_no_start,
       round(count(*) filter (n_effects = 0) / count(*), 4) as share_no_effect,
       round(count(*) filter (start_precision is null) / count(*), 4) as share_no_start
from v_measure
group by municipality, municipality_code, district, district_code, unit, plan_year, area, doc_type;
