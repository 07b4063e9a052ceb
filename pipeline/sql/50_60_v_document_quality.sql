-- Grain: a paper. How far its record can be trusted: what it prints as its sum against what was read, and what was found.
-- The stated sum is the largest that the paper prints over all its measures; agrees speaks of every printed sum.
create view v_document_quality as
with found as (
    select document_id, count(*) as n_measures, avg(confidence) as mean_confidence, min(confidence) as min_confidence,
           count(*) filter (review <> 'none') as n_reviewed
    from measures
    group by document_id
),
totals as (
    select document_id,
           max_by(struct_pack(stated := amount_sek, summed := sum_sek), abs(amount_sek)) filter (scope is null) as whole,
           count(*) as n_totals, count(*) filter (not agrees) as n_totals_off, bool_and(agrees) as agrees
    from control_totals
    group by document_id
),
doubts as (
    select document_id, count(*) filter (severity = 'warning') as n_warnings, count(*) filter (severity = 'error') as n_errors
    from findings
    group by document_id
)
select document_id, d.file_name as file, d.municipality, d.unit, d.district_code, d.doc_type, d.plan_year, d.pages, d.ocr,
       case when coalesce(n_reviewed, 0) = 0 then 'none' when n_reviewed < n_measures then 'part' else 'all' end as review_status,
       coalesce(n_measures, 0) as n_measures, round(mean_confidence, 4) as mean_confidence, round(min_confidence, 4) as min_confidence,
       whole.stated as stated_sek, whole.summed as sum_sek, whole.stated - whole.summed as diff_sek,
       t.agrees, coalesce(n_totals, 0) as n_totals, coalesce(n_totals_off, 0) as n_totals_off,
       coalesce(n_warnings, 0) as n_warnings, coalesce(n_errors, 0) as n_errors
from v_document as d
left join found using (document_id)
left join totals as t using (document_id)
left join doubts using (document_id);

comment on view v_document_quality is 'En rad för varje handling: hur långt uppgifterna går att lita på.';
comment on column v_document_quality.document_id is 'Handlingens nyckel.';
comment on column v_document_quality.file is 'Filens namn.';
comment on column v_document_quality.municipality is 'Kommun, som handlingen säger.';
comment on column v_document_quality.unit is 'Den som handlingen gäller: stadsdelen, annars nämnden, annars kommunen.';
comment on column v_document_quality.district_code is 'Stadsdelens kod i ref_district det år som handlingen gäller. Tom när namnet inte finns där.';
comment on column v_document_quality.doc_type is 'Slag av handling: plan plan, follow_up uppföljning, reply svar på skrivelse, consultant_report konsultrapport.';
comment on column v_document_quality.plan_year is 'Budgetår som handlingens åtgärder främst gäller.';
comment on column v_document_quality.pages is 'Antal sidor.';
comment on column v_document_quality.ocr is 'Om någon sida i handlingen är läst som bild.';
comment on column v_document_quality.review_status is 'Hur mycket som är granskat: none inget, part en del, all allt.';
comment on column v_document_quality.n_measures is 'Antal åtgärder.';
comment on column v_document_quality.mean_confidence is 'Programmets säkerhet, medel.';
comment on column v_document_quality.min_confidence is 'Programmets säkerhet för den osäkraste åtgärden.';
comment on column v_document_quality.stated_sek is 'Den största summa som handlingen trycker över alla sina åtgärder, i kronor.';
comment on column v_document_quality.sum_sek is 'Vad de lästa beloppen blir tillsammans.';
comment on column v_document_quality.diff_sek is 'Tryckt summa minus läst.';
comment on column v_document_quality.agrees is 'Om alla tryckta summor stämmer med de lästa. Tom när handlingen inte trycker någon.';
comment on column v_document_quality.n_totals is 'Antal tryckta summor.';
comment on column v_document_quality.n_totals_off is 'Hur många av dem som inte stämmer.';
comment on column v_document_quality.n_warnings is 'Antal varningar i findings.';
comment on column v_document_quality.n_errors is 'Antal fel i findings.';
