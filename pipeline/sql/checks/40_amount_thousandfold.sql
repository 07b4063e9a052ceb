-- No amount is hundreds of times as large or as small as its neighbours: kronor, thousands and millions are easily mixed up.
-- severity: warning
with amounts as (
    select m.document_id, m.measure_id, m.page_action, e.seq, e.raw, abs(e.amount_sek) as sek, e.kind,
           median(abs(e.amount_sek)) over (partition by m.document_id, e.kind) as usual, count(*) over (partition by m.document_id, e.kind) as n
    from effects as e join measures as m using (measure_id)
    where e.amount_sek <> 0 and e.period in ('total', 'year', 'full_year')
)
select document_id, measure_id, 'effects.' || seq as field, page_action as page,
       'Beloppet »' || raw || '« är läst som ' || replace(format('{:,}', sek), ',', ' ') || ' kr, '
       || case when sek > usual then 'mycket större' else 'mycket mindre' end || ' än de andra i handlingen (hälften är under '
       || replace(format('{:,}', usual::bigint), ',', ' ') || ' kr). Se efter om det är kronor, tusental eller miljoner.' as message
from amounts
where n >= 4 and (sek >= 400 * usual or 400 * sek <= usual);
