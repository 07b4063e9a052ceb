-- Grain: a field, a layout and a text source; and all together (layout and text_source null). How often a drawn and judged measure was
-- wrong, weighed by the size of its stratum, with a 95 % interval (Wilson, on the number that the weights are worth).
create view v_error_rate as
with judged as (
    select s.measure_id, s.wrong, m.layout, coalesce(d.text_source, 'native') as text_source, s."of" / s.drawn as weight, s.stratum
    from samples as s join documents as d using (document_id) left join measures as m using (measure_id)
    where s.judged
),
known as (
    select *, coalesce(layout, split_part(stratum, ' · ', 1)) as stood from judged
),
fields as (
    select unnest(['measure', 'no', 'title', 'action', 'area_path', 'area', 'subarea', 'start_date', 'due_date', 'effects', 'effect_text', 'goal',
                   'method', 'responsible', 'status', 'status_date', 'comment']) as field
),
each as (
    select f.field, k.stood as layout, k.text_source, k.weight,
           list_contains(k.wrong, f.field) or (f.field in ('start_date', 'due_date', 'status') and list_contains(k.wrong, replace(f.field, '_date', '') || '_raw')) as bad
    from fields as f cross join known as k
    where f.field = 'measure' or not list_contains(k.wrong, 'measure')
),
rates as (
    select field, layout, text_source, count(*) as n_judged, count(*) filter (bad) as n_wrong,
           sum(weight) filter (bad) / sum(weight) as weighed, sum(weight) ** 2 / sum(weight ** 2) as n
    from each group by grouping sets ((field, layout, text_source), (field))
),
wilson as (
    select *, coalesce(weighed, 0) as p, 1.96 ** 2 / n as z from rates
)
select field, layout, text_source, n_judged, n_wrong, round(p, 4) as rate,
       round(greatest((p + z / 2 - sqrt(z * p * (1 - p) + z ** 2 / 4)) / (1 + z), 0), 4) as low,
       round(least((p + z / 2 + sqrt(z * p * (1 - p) + z ** 2 / 4)) / (1 + z), 1), 4) as high
from wilson;

comment on view v_error_rate is 'En rad för varje fält, layout och textkälla: hur ofta det är fel, enligt stickprov som människor har bedömt. Säger inget om åtgärder som missats helt.';
comment on column v_error_rate.field is 'Fältet. measure: posten var ingen åtgärd, eller skulle delas eller slås ihop.';
comment on column v_error_rate.layout is 'Hur åtgärden står i handlingen. Tom för alla tillsammans.';
comment on column v_error_rate.text_source is 'Varifrån texten kommer. Tom för alla tillsammans.';
comment on column v_error_rate.n_judged is 'Antal bedömda åtgärder.';
comment on column v_error_rate.n_wrong is 'Antal där fältet var fel.';
comment on column v_error_rate.rate is 'Andel fel, vägd med hur stor del av åtgärderna som varje skikt står för.';
comment on column v_error_rate.low is 'Undre gräns, 95 procents säkerhet.';
comment on column v_error_rate.high is 'Övre gräns, 95 procents säkerhet.';
