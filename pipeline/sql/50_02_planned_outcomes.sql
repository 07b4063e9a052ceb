-- Grain: a planned measure, counted once (measure_facts.counted), with what later papers say of it. Worked out once when the
-- database is built. The outcome is that of the latest follow-up for the same year that states one, the status likewise; when
-- it was done, and when it was last heard of, may come from any later paper. Another district's follow-up is never this one's.
create table planned_outcomes as
with told as (
    select f.measure_id, f.cluster_id, f.counted, d.doc_type, d.district, d.plan_year, c.year, d.doc_date, f.actual_sek, f.actual_as_of,
           m.status, coalesce(m.status_date, d.doc_date) as status_day
    from measure_facts as f
    join measures as m using (measure_id)
    join documents as d on d.document_id = f.document_id
    join document_codes as c on c.document_id = f.document_id
),
pairs as (
    select p.measure_id, s.measure_id as seen_id, s.actual_sek, s.actual_as_of, s.status, s.status_day, s.doc_date,
           s.doc_type = 'follow_up' as is_follow_up,
           (s.doc_type = 'follow_up' or s.actual_sek is not null)
               and coalesce(s.plan_year = p.year, year(s.doc_date) between p.year and p.year + 1, true) as same_year
    from told as p join told as s using (cluster_id)
    where p.counted and coalesce(s.district = p.district, true) and (s.doc_type = 'follow_up' or s.actual_sek is not null or s.status = 'done')
)
select measure_id,
       max_by(struct_pack(id := seen_id, sek := actual_sek, as_of := actual_as_of, until := coalesce(actual_as_of, doc_date)),
              struct_pack(a := coalesce(actual_as_of, doc_date, date '0001-01-01'), b := seen_id))
           filter (same_year and actual_sek is not null) as outcome,
       max_by(struct_pack(code := status, as_of := status_day), struct_pack(a := coalesce(status_day, date '0001-01-01'), b := seen_id))
           filter (same_year and status is not null) as latest_status,
       max_by(seen_id, struct_pack(a := coalesce(doc_date, date '0001-01-01'), b := seen_id)) filter (same_year) as follow_up_measure_id,
       min(status_day) filter (status = 'done') as first_done,
       max(status_day) filter (is_follow_up or status = 'done') as last_seen
from pairs
group by measure_id
order by measure_id;

comment on table planned_outcomes is 'En rad för varje planerad åtgärd som en handling har följt upp: vad vyerna över utfall bygger på.';
comment on column planned_outcomes.measure_id is 'Den planerade åtgärden.';
comment on column planned_outcomes.outcome is 'Det senaste utfallet för samma år: id åtgärden som säger det, sek kronor, as_of datum det gäller till och med, until samma datum eller handlingens.';
comment on column planned_outcomes.latest_status is 'Det senaste läget för samma år: code läget, as_of dagen det gäller.';
comment on column planned_outcomes.follow_up_measure_id is 'Åtgärden i den senaste uppföljningen för samma år.';
comment on column planned_outcomes.first_done is 'Första dagen som någon handling säger att den är genomförd.';
comment on column planned_outcomes.last_seen is 'Sista dagen som någon handling säger något om dess läge.';
