-- Grain: a measure in a paper (measures). Everything about it on one row.
create view v_measure as
select m.measure_id, m.document_id, d.municipality, d.municipality_code, d.district, d.district_code, d.comparable_code, d.comparable_name,
       d.body, d.unit, d.doc_type, d.doc_date, d.plan_year, d.year, m.no, m.title, m.action, m.area, m.subarea,
       m.start_date, m.start_precision, m.due_date, m.status, m.status_date, m.page_action as page, m.confidence, m.review, d.ocr,
       f.planned_sek, f.planned_full_year_sek, f.actual_sek, f.actual_as_of, f.n_effects, f.n_rates, f.counted, f.cluster_id,
       m.responsible, d.file_name
from measures as m
join v_document as d using (document_id)
join measure_facts as f using (measure_id);

comment on view v_measure is 'En rad för varje åtgärd i en handling, med allt om den på en rad.';
comment on column v_measure.measure_id is 'Åtgärdens nyckel.';
comment on column v_measure.document_id is 'Handlingens nyckel.';
comment on column v_measure.municipality is 'Kommun, som handlingen säger.';
comment on column v_measure.municipality_code is 'Kommunkod, fyra siffror som text. Tom när namnet inte är en kommun i ref_municipality.';
comment on column v_measure.district is 'Stadsdel, som handlingen säger. Tom i kommuner utan stadsdelar.';
comment on column v_measure.district_code is 'Stadsdelens kod i ref_district det år som handlingen gäller. Tom när namnet inte finns där.';
comment on column v_measure.comparable_code is 'Kod som uppgifter från alla år kan jämföras under: dagens stadsdel, eller kommunen när handlingen inte gäller en stadsdel.';
comment on column v_measure.comparable_name is 'Namnet på det som comparable_code står för; finns ingen kod, stadsdelen eller kommunen som handlingen säger.';
comment on column v_measure.body is 'Nämnd eller styrelse.';
comment on column v_measure.unit is 'Den som handlingen gäller: stadsdelen, annars nämnden, annars kommunen.';
comment on column v_measure.doc_type is 'Slag av handling: plan plan, follow_up uppföljning, reply svar på skrivelse, consultant_report konsultrapport.';
comment on column v_measure.doc_date is 'Handlingens datum.';
comment on column v_measure.plan_year is 'Budgetår som handlingens åtgärder främst gäller.';
comment on column v_measure.year is 'Planåret, eller året i handlingens datum när planår saknas.';
comment on column v_measure.no is 'Åtgärdens nummer i handlingen.';
comment on column v_measure.title is 'Åtgärdens rubrik.';
comment on column v_measure.action is 'Vad som görs, med handlingens egna ord.';
comment on column v_measure.area is 'Verksamhetsområde (kod). Tom när det inte framgår.';
comment on column v_measure.subarea is 'Delområde (kod).';
comment on column v_measure.start_date is 'Startdatum; första dagen i den tid som sägs.';
comment on column v_measure.start_precision is 'Hur noga starten är angiven. Tom när ingen start sägs; ongoing när det bara sägs att den pågår.';
comment on column v_measure.due_date is 'Slutdatum; sista dagen i den tid som sägs.';
comment on column v_measure.status is 'Läge: planned planerad, ongoing pågår, done genomförd, stopped avbruten. Tom när inget sägs.';
comment on column v_measure.status_date is 'Dagen som läget gäller för.';
comment on column v_measure.page is 'Sida som åtgärden börjar på.';
comment on column v_measure.confidence is 'Programmets säkerhet, 0–1.';
comment on column v_measure.review is 'Granskad av en människa: none nej, accepted godkänd, corrected rättad.';
comment on column v_measure.ocr is 'Om någon sida i handlingen är läst som bild.';
comment on column v_measure.planned_sek is 'Planerad effekt i kronor för planåret: summan av uppskattade belopp, utan helårseffekter och belopp per månad eller dygn. En besparing är positiv. Tom när inget belopp sägs, vilket inte är noll.';
comment on column v_measure.planned_full_year_sek is 'Uppskattad helårseffekt i kronor. Läggs aldrig ihop med planned_sek.';
comment on column v_measure.actual_sek is 'Utfall i kronor för planåret, det senaste som sägs.';
comment on column v_measure.actual_as_of is 'Datum som utfallet gäller till och med. Ett utfall till och med augusti är inte årets.';
comment on column v_measure.n_effects is 'Antal belopp som handlingen anger för åtgärden.';
comment on column v_measure.n_rates is 'Hur många av dem som är per månad eller dygn, och därför inte ingår i någon summa.';
comment on column v_measure.counted is 'Om åtgärden räknas i summor av planer; en åtgärd som står i flera handlingar räknas en gång.';
comment on column v_measure.cluster_id is 'Åtgärden över alla handlingar; samma för alla åtgärder som är en och samma.';
comment on column v_measure.responsible is 'Vem som ansvarar, som det står.';
comment on column v_measure.file_name is 'Handlingens fil.';
