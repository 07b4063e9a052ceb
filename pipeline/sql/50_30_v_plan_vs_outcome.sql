-- Grain: a planned measure, counted once (measure_facts.counted), with the outcome that its follow-ups for the same year state;
-- null where there is none. An outcome to a date before the year's end is marked part_year.
create view v_plan_vs_outcome as
select f.measure_id, coalesce(o.outcome.id, o.follow_up_measure_id) as follow_up_measure_id,
       d.municipality, d.municipality_code, d.district, d.district_code, d.comparable_code, d.unit, d.plan_year, f.area, m.action,
       f.planned_sek, o.outcome.sek as actual_sek, o.outcome.as_of as actual_as_of,
       o.outcome.until < make_date(d.plan_year, 12, 31) as part_year,
       o.outcome.sek - f.planned_sek as gap_sek,
       round(o.outcome.sek / nullif(f.planned_sek, 0), 4) as realised_share,
       m.status as planned_status, o.latest_status.code as latest_status, o.latest_status.as_of as status_date,
       l.score,
       case when o.follow_up_measure_id is null then null when coalesce(o.outcome.id, o.follow_up_measure_id) = f.measure_id then 'same_row'
            when l.score is null then 'chain' when json_extract_string(l.why, '$.by') is not null then 'person' else 'program' end as decided_by
from measure_facts as f
join measures as m using (measure_id)
join v_document as d on d.document_id = f.document_id
left join planned_outcomes as o on o.measure_id = f.measure_id
left join links as l
    on l.decision = 'same' and l.measure_id_a = f.measure_id and l.measure_id_b = coalesce(o.outcome.id, o.follow_up_measure_id)
where f.counted;

comment on view v_plan_vs_outcome is 'En rad för varje planerad åtgärd, räknad en gång, med det utfall som uppföljningarna för samma år anger.';
comment on column v_plan_vs_outcome.measure_id is 'Åtgärdens nyckel.';
comment on column v_plan_vs_outcome.follow_up_measure_id is 'Åtgärden i uppföljningen som utfallet, annars läget, kommer från. Tom när ingen uppföljning finns.';
comment on column v_plan_vs_outcome.municipality is 'Kommun, som handlingen säger.';
comment on column v_plan_vs_outcome.municipality_code is 'Kommunkod, fyra siffror som text. Tom när namnet inte är en kommun i ref_municipality.';
comment on column v_plan_vs_outcome.district is 'Stadsdel, som handlingen säger. Tom i kommuner utan stadsdelar.';
comment on column v_plan_vs_outcome.district_code is 'Stadsdelens kod i ref_district det år som handlingen gäller. Tom när namnet inte finns där.';
comment on column v_plan_vs_outcome.comparable_code is 'Kod som uppgifter från alla år kan jämföras under: dagens stadsdel, eller kommunen när handlingen inte gäller en stadsdel.';
comment on column v_plan_vs_outcome.unit is 'Den som handlingen gäller: stadsdelen, annars nämnden, annars kommunen.';
comment on column v_plan_vs_outcome.plan_year is 'Budgetår som handlingens åtgärder främst gäller.';
comment on column v_plan_vs_outcome.area is 'Verksamhetsområde (kod). Tom när det inte framgår.';
comment on column v_plan_vs_outcome.action is 'Vad som görs, med handlingens egna ord.';
comment on column v_plan_vs_outcome.planned_sek is 'Planerad effekt i kronor för planåret: summan av uppskattade belopp, utan helårseffekter och belopp per månad eller dygn. En besparing är positiv. Tom när inget belopp sägs, vilket inte är noll.';
comment on column v_plan_vs_outcome.actual_sek is 'Utfall i kronor för planåret, det senaste som sägs.';
comment on column v_plan_vs_outcome.actual_as_of is 'Datum som utfallet gäller till och med. Ett utfall till och med augusti är inte årets.';
comment on column v_plan_vs_outcome.part_year is 'Om utfallet gäller en tid som slutar före planårets slut.';
comment on column v_plan_vs_outcome.gap_sek is 'Utfall minus plan i kronor. Tom när någon av dem saknas.';
comment on column v_plan_vs_outcome.realised_share is 'Utfall delat med plan. Över 1 gav en besparing mer än planerat; en kostnad blev dyrare. Tom när någon av dem saknas eller planen är noll.';
comment on column v_plan_vs_outcome.planned_status is 'Läge enligt planen.';
comment on column v_plan_vs_outcome.latest_status is 'Senaste läge enligt uppföljningar för samma år.';
comment on column v_plan_vs_outcome.status_date is 'Dagen som läget gäller för.';
comment on column v_plan_vs_outcome.score is 'Länkens likhet, 0–1. Tom när plan och uppföljning hör ihop genom en tredje handling.';
comment on column v_plan_vs_outcome.decided_by is 'Vem som har kopplat ihop dem: program, person, chain genom en tredje handling, same_row samma rad i handlingen.';
