-- A sum that the paper prints is what its measures' amounts add up to: over all of them, over a group, for a year.
-- severity: warning
with off as (
    select document_id, raw, amount_sek, kind, year, as_of, page, scope, sum_sek, sum_sek - amount_sek as diff,
           row_number() over (order by document_id, page, raw, scope, year) as total
    from control_totals where not agrees
),
counted as (  -- the amounts that sums.py counts: of the sum's year before those without, full-year ones only where nothing else fits
    select o.total, m.measure_id, m.page_first, coalesce(m.no || ' ', '') || left(coalesce(m.title, m.action), 50) as name, e.amount_sek
    from off as o
    join measures as m on m.document_id = o.document_id and (o.scope is null or list_contains(m.area_path, o.scope))
    join effects as e on e.measure_id = m.measure_id and e.kind = o.kind and e.period not in ('month', 'day')
        and (o.year is null or e.year is null or e.year = o.year) and (o.as_of is null or e.as_of is null or e.as_of = o.as_of)
    qualify rank() over (partition by o.total, m.measure_id order by e.period = 'full_year', o.year is not null and e.year is null) = 1
),
amounts as (  -- one number a measure
    select total, measure_id, page_first, name, sum(amount_sek) as sek from counted group by all
),
rows_alone as (select a.total, [a.measure_id] as ids, a.name as names from amounts as a join off as o using (total) where a.sek = o.diff and a.sek <> 0),
rows_turned as (select a.total, [a.measure_id] as ids, a.name as names from amounts as a join off as o using (total) where 2 * a.sek = o.diff and a.sek <> 0 and a.total not in (select total from rows_alone)),
pairs as (
    select a.total, [a.measure_id, b.measure_id] as ids, a.name || ' och ' || b.name as names
    from amounts as a join amounts as b on a.total = b.total and a.measure_id < b.measure_id join off as o on o.total = a.total
    where a.sek + b.sek = o.diff and a.sek <> 0 and b.sek <> 0 and a.total not in (select total from rows_alone)
),
ways as (
    select total, ids, 'Skillnaden är just beloppet för ' || names as way from rows_alone
    union all select total, ids, 'Skillnaden är just beloppen för ' || names from pairs
    union all select total, ids, 'Skillnaden är två gånger beloppet för ' || names || ': kanske fel tecken' from rows_turned
),
few as (  -- where many ways lead to the difference, none of them tells anything
    select total, list(way order by way) as ways, flatten(list(ids)) as ids from ways group by total having count(*) <= 3
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
select t.document_id, m.measure_id, 'effects', m.page_first,
       'Beloppet förklarar skillnaden mellan den tryckta summan ' || printed || ' kr på sidan ' || t.page || ' och de lästa beloppen ' || summed
       || ' kr' || case when len(t.ids) > 1 then ', tillsammans med ett annat' else '' end || '. Se efter att det är rätt läst och ska räknas med.'
from told as t join measures as m on list_contains(t.ids, m.measure_id);
