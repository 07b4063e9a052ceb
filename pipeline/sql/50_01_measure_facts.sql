-- Grain: a measure in a paper. What the views need of its amounts and of its papers, worked out once when the database is
-- built, since it takes a second at a million measures and nothing changes afterwards.
--
-- Amounts. Those that can be added (total, year) are kept apart from full-year effects and from rates per month or day, which
-- are never added to anything. An amount counts when it is for the paper's plan year; where no amount of its kind names that
-- year, one without a year. Of several outcomes the latest counts, since an outcome to date holds the earlier ones.
--
-- Counted once. A saving may stand in a draft, in the plan and in its follow-ups. For a board and a year the plan is counted,
-- the latest where there are several; where no plan is here, the first follow-up that restates the estimate. Answers to
-- letters and consultants' reports are not the board's plan.
create table measure_facts as
with dated as (
    select e.measure_id, e.kind, e.period = 'full_year' as full_year, e.amount_sek, e.as_of, e.year is not null as names_year,
           case when e.kind = 'actual' then coalesce(e.as_of, make_date(coalesce(e.year, d.plan_year, 9999), 12, 31)) end as until
    from effects as e join measures as m using (measure_id) join documents as d using (document_id)
    where e.period in ('total', 'year', 'full_year') and (e.year is null or e.year = d.plan_year)
),
sums as (
    select measure_id, kind, full_year, names_year, until, any_value(as_of) as as_of, sum(amount_sek)::bigint as sek
    from dated
    group by all
),
amounts as (
    select measure_id,
           max_by(sek, names_year) filter (kind = 'estimated' and not full_year) as planned_sek,
           max_by(sek, names_year) filter (kind = 'estimated' and full_year) as planned_full_year_sek,
           max_by(struct_pack(sek := sek, as_of := as_of), struct_pack(a := names_year, b := until))
               filter (kind = 'actual' and not full_year) as actual
    from sums
    group by measure_id
),
numbers as (
    select measure_id, count(*) as n_effects, count(*) filter (period in ('month', 'day')) as n_rates
    from effects
    group by measure_id
),
papers as (
    select document_id, doc_type, doc_date, year, concat_ws('/', municipality, unit) as board,
           count(*) filter (doc_type = 'plan' or doc_type is null) over (partition by concat_ws('/', municipality, unit), year) as plans
    from documents join document_codes using (document_id)
),
told as (
    select m.measure_id, m.document_id, m.area, coalesce(c.cluster_id, m.measure_id) as cluster_id, p.board, p.year,
           case when p.doc_type = 'plan' or p.doc_type is null then -datediff('day', date '1900-01-01', coalesce(p.doc_date, date '1900-01-01'))
                when p.doc_type = 'follow_up' and p.plans = 0 and a.planned_sek is not null
                    then datediff('day', date '1900-01-01', coalesce(p.doc_date, date '2999-01-01')) end as turn,
           c.cluster_id is null as alone,
           a.planned_sek, a.planned_full_year_sek, a.actual.sek as actual_sek, a.actual.as_of as actual_as_of
    from measures as m
    join papers as p using (document_id)
    left join link_clusters as c using (measure_id)
    left join amounts as a using (measure_id)
),
-- the order of the papers that tell a measure
steps as (
    select c.measure_id,
           row_number() over (partition by c.cluster_id
               order by d.year nulls last, coalesce(d.doc_date, make_date(d.year, 12, 31)) nulls last, d.document_id, c.measure_id) as step,
           count(*) over (partition by c.cluster_id) as n_steps
    from link_clusters as c join measures as m using (measure_id) join papers as d using (document_id)
),
-- the paper that counts for a measure told in several; all that it says of it
counting as (
    select cluster_id, board, year, min_by(document_id, struct_pack(a := turn, b := document_id)) as document_id
    from told
    where not alone and turn is not null
    group by all
)
select t.measure_id, t.document_id, t.area, t.cluster_id,
       t.turn is not null and (t.alone or g.document_id is not null) as counted,
       t.planned_sek, t.planned_full_year_sek, t.actual_sek, t.actual_as_of,
       coalesce(n.n_effects, 0)::integer as n_effects, coalesce(n.n_rates, 0)::integer as n_rates,
       coalesce(s.step, 1)::integer as step, coalesce(s.n_steps, 1)::integer as n_steps
from told as t
left join steps as s using (measure_id)
left join numbers as n using (measure_id)
left join counting as g
    on g.document_id = t.document_id and g.cluster_id = t.cluster_id and g.board = t.board and g.year is not distinct from t.year
order by t.measure_id;

comment on table measure_facts is 'En rad för varje åtgärd i en handling: belopp och räkneregler som vyerna bygger på.';
comment on column measure_facts.measure_id is 'Åtgärden i handlingen.';
comment on column measure_facts.document_id is 'Handlingen.';
comment on column measure_facts.area is 'Verksamhetsområde (kod).';
comment on column measure_facts.cluster_id is 'Åtgärden över alla handlingar, som i link_clusters; annars åtgärdens egen nyckel.';
comment on column measure_facts.counted is 'Om åtgärden räknas i summor av planer. En åtgärd som står i flera handlingar för samma nämnd och år räknas en gång: i den senaste planen; saknas plan, i den första uppföljning som upprepar beloppet. Svar på skrivelser och konsultrapporter räknas inte.';
comment on column measure_facts.planned_sek is 'Planerad effekt i kronor för handlingens planår: summan av uppskattade belopp, utan helårseffekter och belopp per månad eller dygn. Tom när inget belopp sägs, vilket inte är noll.';
comment on column measure_facts.planned_full_year_sek is 'Uppskattad helårseffekt i kronor. Läggs aldrig ihop med planned_sek.';
comment on column measure_facts.actual_sek is 'Utfall i kronor för handlingens planår, det senaste som sägs.';
comment on column measure_facts.actual_as_of is 'Datum som utfallet gäller till och med. Tom när handlingen inte säger något.';
comment on column measure_facts.n_effects is 'Antal belopp som handlingen anger för åtgärden.';
comment on column measure_facts.n_rates is 'Hur många av dem som är per månad eller dygn.';
comment on column measure_facts.step is 'Handlingens ordning i åtgärdens historia, från 1.';
comment on column measure_facts.n_steps is 'Antal handlingar i åtgärdens historia.';
