-- Grain: a paper (documents). The codes of the municipality and the district that it names, looked up once when the database is
-- built. A name is matched in its basic form or with a genitive s; a district by the year it was valid in, else by its latest
-- time. A name that several places have is nobody's.
create macro name_key(name) as
    trim(regexp_replace(regexp_replace(lower(name), '\b(kommun|stad|stadsdelsområde|stadsdelsnämnd|stadsdelsförvaltning|stadsdel)s?\b', '', 'g'),
                        '[\s–-]+', ' ', 'g'));

create table document_codes as
with names as (
    select distinct municipality, district, coalesce(make_date(plan_year, 7, 1), doc_date) as day,
           name_key(municipality) as municipality_key, name_key(district) as district_key
    from documents
),
municipality_names as (
    select key, min(code) as code
    from (select name_key(name) as key, code from ref_municipality union select name_key(name) || 's', code from ref_municipality)
    group by key having count(*) = 1
),
district_names as (
    select name_key(name) as key, * from ref_district
    union all
    select name_key(name) || 's', * from ref_district where not ends_with(name, 's')
),
districts as (
    select n.municipality, n.district, n.day, d.code, d.municipality_code, d.comparable_code, today.name as comparable_name
    from names as n
    left join municipality_names as m on m.key = n.municipality_key
    join district_names as d on d.key = n.district_key
    left join ref_district as today on today.code = d.comparable_code
    where n.municipality is null or m.code = d.municipality_code
    qualify count(distinct d.municipality_code) over (partition by n.municipality, n.district, n.day) = 1
        and row_number() over (
            partition by n.municipality, n.district, n.day
            order by coalesce(n.day between coalesce(d.valid_from, date '0001-01-01') and coalesce(d.valid_to, date '9999-12-31'), false) desc,
                     d.valid_from desc nulls last, d.code) = 1
)
select o.document_id,
       coalesce(m.code, d.municipality_code) as municipality_code,
       d.code as district_code,
       case when o.district is null then m.code else d.comparable_code end as comparable_code,
       coalesce(d.comparable_name, o.district, o.municipality) as comparable_name,
       coalesce(o.district, o.body, o.municipality) as unit,
       coalesce(o.plan_year, year(o.doc_date)) as year
from documents as o
left join municipality_names as m on m.key = name_key(o.municipality)
left join districts as d
    on d.district = o.district and d.municipality is not distinct from o.municipality
    and d.day is not distinct from coalesce(make_date(o.plan_year, 7, 1), o.doc_date)
order by o.document_id;

comment on table document_codes is 'En rad för varje handling: koder för den kommun och stadsdel som den namnger.';
comment on column document_codes.document_id is 'Handlingens nyckel.';
comment on column document_codes.municipality_code is 'Kommunkod, fyra siffror som text. Tom när namnet inte är en kommun i ref_municipality.';
comment on column document_codes.district_code is 'Stadsdelens kod i ref_district det år som handlingen gäller. Tom när namnet inte finns där.';
comment on column document_codes.comparable_code is 'Kod som uppgifter från alla år kan jämföras under: dagens stadsdel, eller kommunen när handlingen inte gäller en stadsdel.';
comment on column document_codes.comparable_name is 'Namnet på det som comparable_code står för; finns ingen kod, stadsdelen eller kommunen som handlingen säger.';
comment on column document_codes.unit is 'Den som handlingen gäller: stadsdelen, annars nämnden, annars kommunen.';
comment on column document_codes.year is 'Planåret, eller året i handlingens datum när planår saknas.';
