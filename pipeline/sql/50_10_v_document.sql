-- Grain: a paper (documents), with the codes of the municipality and the district that it names.
create view v_document as
select document_id, file_name, municipality, c.municipality_code, body, district, c.district_code, c.comparable_code, c.comparable_name,
       c.unit, title, doc_type, dnr, doc_date, plan_year, c.year, pages, pages_ocr > 0 as ocr, text_source, source_address
from documents join document_codes as c using (document_id);

comment on view v_document is 'En rad för varje handling, med koder för kommun och stadsdel.';
comment on column v_document.document_id is 'Handlingens nyckel.';
comment on column v_document.file_name is 'Filens namn.';
comment on column v_document.municipality is 'Kommun, som handlingen säger.';
comment on column v_document.municipality_code is 'Kommunkod, fyra siffror som text. Tom när namnet inte är en kommun i ref_municipality.';
comment on column v_document.body is 'Nämnd eller styrelse.';
comment on column v_document.district is 'Stadsdel, som handlingen säger. Tom i kommuner utan stadsdelar.';
comment on column v_document.district_code is 'Stadsdelens kod i ref_district det år som handlingen gäller. Tom när namnet inte finns där.';
comment on column v_document.comparable_code is 'Kod som uppgifter från alla år kan jämföras under: dagens stadsdel, eller kommunen när handlingen inte gäller en stadsdel.';
comment on column v_document.comparable_name is 'Namnet på det som comparable_code står för; finns ingen kod, stadsdelen eller kommunen som handlingen säger.';
comment on column v_document.unit is 'Den som handlingen gäller: stadsdelen, annars nämnden, annars kommunen.';
comment on column v_document.title is 'Handlingens rubrik.';
comment on column v_document.doc_type is 'Slag av handling: plan plan, follow_up uppföljning, reply svar på skrivelse, consultant_report konsultrapport.';
comment on column v_document.dnr is 'Diarienummer.';
comment on column v_document.doc_date is 'Handlingens datum.';
comment on column v_document.plan_year is 'Budgetår som handlingens åtgärder främst gäller.';
comment on column v_document.year is 'Planåret, eller året i handlingens datum när planår saknas.';
comment on column v_document.pages is 'Antal sidor.';
comment on column v_document.ocr is 'Om någon sida i handlingen är läst som bild.';
comment on column v_document.text_source is 'Varifrån texten kommer: native, ocr eller mixed.';
comment on column v_document.source_address is 'Adress som handlingen hämtades från.';
