-- A sum that the paper prints is what its measures' amounts add up to: over all of them, over a group, for a year.
-- severity: warning
with off as (
    select document_id, raw, amount_sek, kind, year, as_of, page, scope, period, sum_sek, sum_sek - amount_sek as diff,
           row_number() over (order by document_id, page, raw, scope, year) as total
    from control_totals where not agrees
),
counted as (  -- the amounts that sums.py counts: of the sum's year before those without, full-year ones where it is of those or nothing else fits
    select o.total, o.diff, m.measure_id, e.amount_sek
    from off as o
    join measures as m on m.document_id = o.document_id and (o.scope is null or list_contains(m.area_path, o.scope))
    join effects as e on e.measure_id = m.measure_id and e.kind = o.kind and e.period not in ('month', 'day')
        and (o.year is null or e.year is null or e.year = o.year) and (o.as_of is null or e.as_of is null or e.as_of = o.as_of)
    where o.document_id in (select document_id from measures group by all having count(*) <= 2000)  -- among more, some amount always fits
    qualify rank() over (partition by o.total, m.measure_id order by (e.period = 'full_year') <> (o.period = 'full_year'), o.year is not null and e.year is null) = 1
),
amounts as (  -- one number a measure
    select total, diff, measure_id, sum(amount_sek)::bigint as sek from counted group by all having sum(amount_sek) <> 0
),
alone as (select total, [measure_id] as ids, 'Skillnaden är just beloppet för {}' as said from amounts where sek = diff),
turned as (
    select total, [measure_id] as ids, 'Skillnaden är två gånger beloppet för {}: kanske fel tecken' as said from amounts
    where 2 * sek = diff and total not in (select total from alone)
),
sizes as (select total, diff, sek, count(*) as n from amounts where total not in (select total from alone) group by all),
countable as (  -- sums that a few pairs explain: pairs are counted by their amounts, for a long paper has millions of them
    select total from sizes as a join sizes as b using (total) where a.sek + b.sek = a.diff and a.sek <= b.sek
    group by total having sum(case when a.sek = b.sek then a.n * (a.n - 1) // 2 else a.n * b.n end) <= 3
),
pairs as (
    select total, [a.measure_id, b.measure_id] as ids, 'Skillnaden är just beloppen för {} och {}' as said
    from amounts as a join amounts as b using (total)
    where total in (select total from countable) and b.sek = a.diff - a.sek and a.measure_id < b.measure_id
),
ways as (select * from alone union all select * from turned union all select * from pairs),
explained as (  -- where many ways lead to the difference, none of them tells anything
    select * from ways where total in (select total from ways group by total having count(*) <= 3)
),
named as (select measure_id, coalesce(no || ' ', '') || left(coalesce(title, action), 50) as name from measures),
few as (
    select total, list(way order by way) as ways, flatten(list(ids order by way)) as ids
    from (
        select e.total, e.ids, replace(e.said, case when b.name is null then '{}' else '{} och {}' end, concat_ws(' och ', a.name, b.name)) as way
        from explained as e join named as a on a.measure_id = e.ids[1] left join named as b on b.measure_id = e.ids[2]
    )
    group by total
),
told as (
    select o.*, f.ids, f.ways, replace(format('{:,}', o.amount_sek), ',', ' ') as printed, replace(format('{:,}', o.sum_sek), ',', ' ') as summed,
           replace(format('{:,}', abs(o.diff)), ',', ' ') as off_by,
           coalesce(' för ' || o.scope, '') || coalesce(' år ' || o.year, '') as over
    from off as o left join few as f using (total)
)
select document_id, null::varchar as measure_id, 'effects' as field, page,
       'Den tryckta summan' || over || ' är ' || printed || ' kr, men de lästa beloppen blir ' || summed || ' kr: ' || off_by || ' kr '
       || case when diff > 0 then 'för mycket. ' else 'för lite. ' end || coalesce(array_to_string(ways, '. ') || '. ', '')
       || case when ids is not null then 'Se efter på sidan om de ska räknas med.'
               when diff > 0 then 'Se efter om ett belopp är läst för högt eller om något inte ska räknas med.'
               else 'Se efter om en åtgärd eller ett belopp saknas.' end as message
from told
union all
select t.document_id, m.measure_id, 'effects', m.page_action,
       'Beloppet förklarar skillnaden mellan den tryckta summan ' || printed || ' kr på sidan ' || t.page || ' och de lästa beloppen ' || summed
       || ' kr' || case when len(t.ids) > 1 then ', tillsammans med ett annat' else '' end || '. Se efter att det är rätt läst och ska räknas med.'
from told as t join measures as m on list_contains(t.ids, m.measure_id);
