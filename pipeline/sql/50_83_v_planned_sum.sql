-- Grain: a municipality, its board or district, and a plan year. The planned kronor counted once, and how uncertain the sum is: the share
-- of its measures whose amount may be wrong, by the judged samples, laid on the kronor that no person has looked at.
create view v_planned_sum as
with sums as (
    select p.municipality, p.unit, p.plan_year, count(*) as n_measures, sum(p.planned_sek)::bigint as planned_sek,
           sum(abs(p.planned_sek)) filter (m.review = 'none')::bigint as unseen_sek, count(*) filter (m.review <> 'none') as n_reviewed
    from v_planned as p join measures as m using (measure_id)
    group by p.municipality, p.unit, p.plan_year
),
wrong as (
    select max(n_judged) as n_judged, max(rate) as rate, max(low) as low, max(high) as high from v_error_rate where field = 'effects' and layout is null
)
select s.municipality, s.unit, s.plan_year, s.n_measures, s.n_reviewed, s.planned_sek, coalesce(s.unseen_sek, 0) as unseen_sek,
       w.n_judged, w.rate as amount_error_rate, w.low as amount_error_low, w.high as amount_error_high,
       round(coalesce(s.unseen_sek, 0) * w.rate)::bigint as doubtful_sek, round(coalesce(s.unseen_sek, 0) * w.high)::bigint as doubtful_sek_high
from sums as s cross join wrong as w;

comment on view v_planned_sum is 'En rad för varje kommun, nämnd eller stadsdel och planår: planerade kronor och hur säker summan är.';
comment on column v_planned_sum.municipality is 'Kommun.';
comment on column v_planned_sum.unit is 'Den som planen gäller: stadsdelen, annars nämnden, annars kommunen.';
comment on column v_planned_sum.plan_year is 'Planår.';
comment on column v_planned_sum.n_measures is 'Antal åtgärder, räknade en gång.';
comment on column v_planned_sum.n_reviewed is 'Hur många av dem en människa har granskat.';
comment on column v_planned_sum.planned_sek is 'Planerad effekt i kronor.';
comment on column v_planned_sum.unseen_sek is 'Kronor, utan tecken, i åtgärder som ingen har granskat.';
comment on column v_planned_sum.n_judged is 'Antal bedömda åtgärder i stickproven. Tom eller 0 när inget stickprov är bedömt.';
comment on column v_planned_sum.amount_error_rate is 'Andel åtgärder med fel belopp, enligt stickproven.';
comment on column v_planned_sum.amount_error_low is 'Undre gräns, 95 procents säkerhet.';
comment on column v_planned_sum.amount_error_high is 'Övre gräns, 95 procents säkerhet.';
comment on column v_planned_sum.doubtful_sek is 'Kronor som kan vara fel lästa: ogranskade kronor gånger andelen fel.';
comment on column v_planned_sum.doubtful_sek_high is 'Detsamma med andelens övre gräns.';
