-- Grain: a planned measure, counted once (measure_facts.counted), with the outcome that its follow-ups for the same year state.
-- The outcome is that of the latest follow-up that states one, the status likewise; null where there is none. A follow-up of
-- another district is never this district's outcome.
create view v_plan_vs_outcome as
with planned as (
    select measure_id, cluster_id, municipality, municipality_code, district, district_code, comparable_code, unit,
           coalesce(plan_year, year) as plan_year, area, action, planned_sek, status
    from v_measure
    where counted
),
seen as (
    select cluster_id, measure_id as follow_up_measure_id, district, plan_year, doc_date, actual_sek, actual_as_of, status, status_date
    from v_measure
    where doc_type = 'follow_up' or actual_sek is not null
),
followed as (
    select p.measure_id,
           max_by(struct_pack(id := s.follow_up_measure_id, sek := s.actual_sek, as_of := s.actual_as_of,
                              until := coalesce(s.actual_as_of, s.doc_date)),
                  struct_pack(a := coalesce(s.actual_as_of, s.doc_date, date '0001-01-01'), b := s.follow_up_measure_id))
               filter (s.actual_sek is not null) as outcome,
           max_by(struct_pack(status := s.status, as_of := coalesce(s.status_date, s.doc_date)),
                  struct_pack(a := coalesce(s.status_date, s.doc_date, date '0001-01-01'), b := s.follow_up_measure_id))
               filter (s.status is not null) as latest,
           max_by(s.follow_up_measure_id, struct_pack(a := coalesce(s.doc_date, date '0001-01-01'), b := s.follow_up_measure_id)) as last_seen
    from planned as p join seen as s using (cluster_id)
    where coalesce(s.plan_year = p.plan_year, year(s.doc_date) between p.plan_year and p.plan_year + 1, true)
        and coalesce(s.district = p.district, true)
    group by p.measure_id
)
select p.measure_id, coalesce(f.outcome.id, f.last_seen) as follow_up_measure_id, p.municipality, p.municipality_code, p.district,
       p.district_code, p.comparable_code, p.unit, p.plan_year, p.area, p.action, p.planned_sek,
       f.outcome.sek as actual_sek, f.outcome.as_of as actual_as_of,
       f.outcome.until < make_date(p.plan_year, 12, 31) as part_year,
       f.outcome.sek - p.planned_sek as gap_sek,
       round(f.outcome.sek / nullif(p.planned_sek, 0), 4) as realised_share,
       p.status as planned_status, f.latest.status as latest_status, f.latest.as_of as status_date,
       l.score,
       case when f.last_seen is null then null when coalesce(f.outcome.id, f.last_seen) = p.measure_id then 'same_row'
            when l.score is null then 'chain' when json_extract_string(l.why, '$.by') is not null then 'person' else 'program' end as decided_by
from planned as p
left join followed as f using (measure_id)
left join links as l
    on l.decision = 'same' and l.measure_id_a = p.measure_id and l.measure_id_b = coalesce(f.outcome.id, f.last_seen);
