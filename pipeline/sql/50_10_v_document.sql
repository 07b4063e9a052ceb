-- Grain: a paper (documents), with the codes of the municipality and the district that it names.
-- A name is matched in its basic form or with a genitive s; a district by the year it was valid in, else by its latest time.
create macro name_key(name) as
    trim(regexp_replace(regexp_replace(lower(name), '\b(kommun|stad|stadsdelsområde|stadsdelsnämnd|stadsdelsförvaltning|stadsdel)s?\b', '', 'g'),
                        '[\s–-]+', ' ', 'g'));

create view v_document as
with named as (
    select document_id, name_key(municipality) as municipality_key, name_key(district) as district_key,
           coalesce(make_date(plan_year, 7, 1), doc_date) as at_date
    from documents
),
municipalities as (
    select n.document_id, min(m.code) as code
    from named as n join ref_municipality as m on n.municipality_key in (name_key(m.name), name_key(m.name) || 's')
    group by all having count(*) = 1
),
districts as (
    select n.document_id, d.code, d.municipality_code, d.comparable_code, today.name as comparable_name
    from named as n
    left join municipalities as m using (document_id)
    join ref_district as d on n.district_key in (name_key(d.name), name_key(d.name) || 's')
    left join ref_district as today on today.code = d.comparable_code
    where m.code is null or m.code = d.municipality_code
    -- of several times take the one that was valid, then the latest; a name in several cities is nobody's
    qualify count(distinct d.municipality_code) over (partition by n.document_id) = 1
        and row_number() over (
            partition by n.document_id
            order by n.at_date between coalesce(d.valid_from, date '0001-01-01') and coalesce(d.valid_to, date '9999-12-31') desc nulls last,
                     d.valid_from desc, d.code) = 1
)
select document_id, file_name, municipality, coalesce(m.code, d.municipality_code) as municipality_code, body, district,
       d.code as district_code,
       case when district is null then m.code else d.comparable_code end as comparable_code,
       coalesce(d.comparable_name, district, municipality) as comparable_name,
       coalesce(district, body, municipality) as unit,
       title, doc_type, dnr, doc_date, plan_year, coalesce(plan_year, year(doc_date)) as year, pages, pages_ocr > 0 as ocr,
       text_source, source_address
from documents
left join municipalities as m using (document_id)
left join districts as d using (document_id);

comment on view v_document is 'En rad för varje handling, med koder för kommun och stadsdel.';
comment on column v_document.document_id is 'Handlingens nyckel.';
comment on column v_document.file_name is 'Filens namn.';
comment on column v_document.municipality is 'Kommun, som handlingen säger.';
comment on column v_document.municipality_code is 'Kommunkod, fyra siffror som text. Tom när namnet inte är en kommun i ref_municipality.';
comment on column v_document.body is 'Nämnd eller styrelse.';
comment on column v_document.district is 'Stadsdel, som handlingen säger.';
comment on column v_document.district_code is 'Stadsdelens kod i ref_district det år som handlingen gäller. Tom när namnet inte finns där.';
comment on column v_document.comparable_code is 'Kod som uppgifter från alla år kan jämföras under: dagens stadsdel, eller kommunen när handlingen inte gäller en stadsdel.';
comment on column v_document.comparable_name is 'Namnet på det som comparable_code står för; finns ingen kod, stadsdelen eller kommunen som handlingen säger.';
comment on column v_document.unit is 'Den som handlingen gäller: stadsdelen, annars nämnden, annars kommunen.';
comment on column v_document.title is 'Handlingens rubrik.';
comment on column v_document.doc_type is 'Slag: plan plan, follow_up uppföljning, reply svar på skrivelse, consultant_report konsultrapport.';
comment on column v_document.dnr is 'Diarienummer.';
comment on column v_document.doc_date is 'Handlingens datum.';
comment on column v_document.plan_year is 'Budgetår som åtgärderna främst gäller.';
comment on column v_document.year is 'Planåret, eller året i handlingens datum när planår saknas.';
comment on column v_document.pages is 'Antal sidor.';
comment on column v_document.ocr is 'Om någon sida är läst som bild.';
comment on column v_document.text_source is 'Varifrån texten kommer: native, ocr eller mixed.';
comment on column v_document.source_address is 'Adress som handlingen hämtades från.';
