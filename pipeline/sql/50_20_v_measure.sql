-- Grain: a measure in a paper (measures). Everything about it on one row.
create view v_measure as
select m.measure_id, m.document_id, d.municipality, d.municipality_code, d.district, d.district_code, d.comparable_code, d.comparable_name,
       d.body, d.unit, d.doc_type, d.doc_date, d.plan_year, d.year, m.no, m.title, m.action, m.area, m.subarea,
       m.start_date, m.start_precision, m.due_date, m.status, m.status_date, m.page_first as page, m.confidence, m.review, d.ocr,
       f.planned_sek, f.planned_full_year_sek, f.actual_sek, f.actual_as_of, f.n_effects, f.n_rates, f.counted, f.cluster_id
from measures as m
join v_document as d using (document_id)
join measure_facts as f using (measure_id);
