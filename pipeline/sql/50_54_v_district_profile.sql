-- Grain: a comparable district, a plan year and an area: what part of its savings the area is, against its city's.
-- Shares only where the sum is a saving; a quotient of 1 means as in the city.
create view v_district_profile as
with planned as (
    select municipality, comparable_code, comparable_name, plan_year, area, sum(planned_sek)::bigint as sek
    from v_planned
    where district is not null
    group by all
),
shared as (
    select *,
           sek / nullif(greatest(sum(sek) over (partition by municipality, comparable_name, plan_year), 0), 0) as district_part,
           sum(sek) over (partition by municipality, plan_year, area)
               / nullif(greatest(sum(sek) over (partition by municipality, plan_year), 0), 0) as city_part
    from planned
)
select municipality, comparable_code, comparable_name, plan_year, area, sek,
       round(district_part, 4) as share_district, round(city_part, 4) as share_city,
       round(district_part / nullif(city_part, 0), 4) as quotient
from shared;

comment on view v_district_profile is 'En rad för varje jämförbar stadsdel, planår och område: områdets del av besparingarna mot hela stadens.';
comment on column v_district_profile.municipality is 'Kommun, som handlingen säger.';
comment on column v_district_profile.comparable_code is 'Kod som uppgifter från alla år kan jämföras under: dagens stadsdel, eller kommunen när handlingen inte gäller en stadsdel.';
comment on column v_district_profile.comparable_name is 'Namnet på det som comparable_code står för; finns ingen kod, stadsdelen eller kommunen som handlingen säger.';
comment on column v_district_profile.plan_year is 'Budgetår som handlingens åtgärder främst gäller.';
comment on column v_district_profile.area is 'Verksamhetsområde (kod). Tom när det inte framgår.';
comment on column v_district_profile.sek is 'Planerad effekt i kronor.';
comment on column v_district_profile.share_district is 'Områdets andel av stadsdelens planerade effekt.';
comment on column v_district_profile.share_city is 'Områdets andel av hela stadens.';
comment on column v_district_profile.quotient is 'share_district delat med share_city: 1 är som i staden.';
