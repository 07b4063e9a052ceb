-- Grain: a measure in a paper, put in the order of its papers: its status and amounts from plan to outcome and on.
create view v_measure_history as
select f.cluster_id, f.step, f.n_steps, m.measure_id, m.document_id, d.municipality, d.unit, d.doc_type, d.doc_date, d.plan_year,
       m.area, m.title, m.action, m.status, m.status_date, f.planned_sek, f.planned_full_year_sek, f.actual_sek, f.actual_as_of,
       m.page_action as page
from measures as m
join measure_facts as f using (measure_id)
join v_document as d on d.document_id = m.document_id;

comment on view v_measure_history is 'En rad för varje åtgärd i en handling, i handlingarnas ordning: läge och belopp från plan till utfall.';
comment on column v_measure_history.cluster_id is 'Åtgärden över alla handlingar; samma för alla åtgärder som är en och samma.';
comment on column v_measure_history.step is 'Handlingens ordning i åtgärdens historia, från 1.';
comment on column v_measure_history.n_steps is 'Antal handlingar i åtgärdens historia.';
comment on column v_measure_history.measure_id is 'Åtgärdens nyckel.';
comment on column v_measure_history.document_id is 'Handlingens nyckel.';
comment on column v_measure_history.municipality is 'Kommun, som handlingen säger.';
comment on column v_measure_history.unit is 'Den som handlingen gäller: stadsdelen, annars nämnden, annars kommunen.';
comment on column v_measure_history.doc_type is 'Slag av handling: plan plan, follow_up uppföljning, reply svar på skrivelse, consultant_report konsultrapport.';
comment on column v_measure_history.doc_date is 'Handlingens datum.';
comment on column v_measure_history.plan_year is 'Budgetår som handlingens åtgärder främst gäller.';
comment on column v_measure_history.area is 'Verksamhetsområde (kod). Tom när det inte framgår.';
comment on column v_measure_history.title is 'Åtgärdens rubrik.';
comment on column v_measure_history.action is 'Vad som görs, med handlingens egna ord.';
comment on column v_measure_history.status is 'Läge: planned planerad, ongoing pågår, done genomförd, stopped avbruten. Tom när inget sägs.';
comment on column v_measure_history.status_date is 'Dagen som läget gäller för.';
comment on column v_measure_history.planned_sek is 'Planerad effekt i kronor för planåret: summan av uppskattade belopp, utan helårseffekter och belopp per månad eller dygn. En besparing är positiv. Tom när inget belopp sägs, vilket inte är noll.';
comment on column v_measure_history.planned_full_year_sek is 'Uppskattad helårseffekt i kronor. Läggs aldrig ihop med planned_sek.';
comment on column v_measure_history.actual_sek is 'Utfall i kronor för planåret, det senaste som sägs.';
comment on column v_measure_history.actual_as_of is 'Datum som utfallet gäller till och med. Ett utfall till och med augusti är inte årets.';
comment on column v_measure_history.page is 'Sida som åtgärden börjar på.';
