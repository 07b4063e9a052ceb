-- Grain: a comparable district or municipality and a plan year. The population is the user's own (ref_population): that of the
-- comparable code, else the sum of the districts of that year that it stands for. Where one is missing, null.
create view v_per_inhabitant as
with planned as (
    select municipality, comparable_code, comparable_name, plan_year, sum(planned_sek)::bigint as planned_sek, count(*) as n_measures
    from v_planned
    group by all
),
parts as (
    select d.comparable_code, y.plan_year, case when count(*) = count(p.population) then sum(p.population)::bigint end as population
    from (select distinct comparable_code, plan_year from planned) as y
    join ref_district as d
        on d.comparable_code = y.comparable_code
        and make_date(y.plan_year, 1, 1) between coalesce(d.valid_from, date '0001-01-01') and coalesce(d.valid_to, date '9999-12-31')
    left join ref_population as p on p.code = d.code and p.year = y.plan_year
    group by all
)
select municipality, comparable_code, comparable_name, plan_year, planned_sek,
       coalesce(own.population, parts.population) as population,
       round(planned_sek / coalesce(own.population, parts.population), 2) as planned_sek_per_inhabitant,
       n_measures
from planned
left join ref_population as own on own.code = planned.comparable_code and own.year = planned.plan_year
left join parts using (comparable_code, plan_year);

comment on view v_per_inhabitant is 'En rad för varje jämförbar stadsdel eller kommun och planår. Jämför inte år då uppgifter har flyttats (Stockholms stadsdelar: gator före 2007, grundskola före juli 2007) utan att skilja på område.';
comment on column v_per_inhabitant.municipality is 'Kommun, som handlingen säger.';
comment on column v_per_inhabitant.comparable_code is 'Kod som uppgifter från alla år kan jämföras under: dagens stadsdel, eller kommunen när handlingen inte gäller en stadsdel.';
comment on column v_per_inhabitant.comparable_name is 'Namnet på det som comparable_code står för; finns ingen kod, stadsdelen eller kommunen som handlingen säger.';
comment on column v_per_inhabitant.plan_year is 'Budgetår som handlingens åtgärder främst gäller.';
comment on column v_per_inhabitant.planned_sek is 'Planerad effekt i kronor för planåret: summan av uppskattade belopp, utan helårseffekter och belopp per månad eller dygn. En besparing är positiv. Tom när inget belopp sägs, vilket inte är noll.';
comment on column v_per_inhabitant.population is 'Antal invånare enligt användarens egen fil. Tom när uppgiften saknas.';
comment on column v_per_inhabitant.planned_sek_per_inhabitant is 'Planerad effekt per invånare i kronor. Tom när invånarantal saknas.';
comment on column v_per_inhabitant.n_measures is 'Antal åtgärder.';
