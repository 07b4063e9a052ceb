-- Grain: a planned measure, counted once. From decision to start to done. One that no later paper calls done is kept, with the
-- day it was last seen (censored), so that the slow ones do not fall out of the picture.
create view v_time_lag as
select f.measure_id, d.municipality, d.district, d.unit, d.plan_year, f.area, d.doc_date as planned_on, m.start_date as planned_start,
       m.start_precision, m.due_date, o.first_done, o.last_seen,
       datediff('day', d.doc_date, m.start_date) as days_decision_to_start,
       datediff('day', m.start_date, o.first_done) as days_start_to_done,
       case when o.first_done is not null then o.first_done > m.due_date when o.last_seen > m.due_date then true end as late
from measure_facts as f
join measures as m using (measure_id)
join v_document as d on d.document_id = f.document_id
left join planned_outcomes as o on o.measure_id = f.measure_id
where f.counted;

comment on view v_time_lag is 'En rad för varje planerad åtgärd, räknad en gång: från beslut till start till genomförd. De som inte är klara är med.';
comment on column v_time_lag.measure_id is 'Åtgärdens nyckel.';
comment on column v_time_lag.municipality is 'Kommun, som handlingen säger.';
comment on column v_time_lag.district is 'Stadsdel, som handlingen säger. Tom i kommuner utan stadsdelar.';
comment on column v_time_lag.unit is 'Den som handlingen gäller: stadsdelen, annars nämnden, annars kommunen.';
comment on column v_time_lag.plan_year is 'Budgetår som handlingens åtgärder främst gäller.';
comment on column v_time_lag.area is 'Verksamhetsområde (kod). Tom när det inte framgår.';
comment on column v_time_lag.planned_on is 'Planens datum.';
comment on column v_time_lag.planned_start is 'Planerad start.';
comment on column v_time_lag.start_precision is 'Hur noga starten är angiven. Tom när ingen start sägs; ongoing när det bara sägs att den pågår.';
comment on column v_time_lag.due_date is 'Slutdatum; sista dagen i den tid som sägs.';
comment on column v_time_lag.first_done is 'Första dagen som någon handling säger att åtgärden är genomförd.';
comment on column v_time_lag.last_seen is 'Sista dagen som någon handling säger något om läget.';
comment on column v_time_lag.days_decision_to_start is 'Dagar från planens datum till planerad start.';
comment on column v_time_lag.days_start_to_done is 'Dagar från planerad start till genomförd.';
comment on column v_time_lag.late is 'Om åtgärden blev klar, eller fortfarande inte var klar, efter sitt slutdatum. Tom när det inte går att säga.';
