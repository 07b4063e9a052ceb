-- What a measure is said to have given agrees with how far it is said to have come.
-- severity: warning
with outcomes as (
    select measure_id, max(abs(amount_sek)) as most from effects where kind = 'actual' group by measure_id
)
select m.document_id, m.measure_id, 'status' as field, m.page_action as page,
       case when m.status = 'planned' then 'Åtgärden är planerad men har ett utfall. Se efter om den har börjat, eller om beloppet är beräknat.'
            when m.status = 'stopped' then 'Åtgärden är avbruten men har ett utfall. Se efter om läget är rätt läst.'
            else 'Åtgärden är genomförd men utfallet är noll. Se efter om läget eller beloppet är rätt läst.' end as message
from measures as m join outcomes as o using (measure_id)
where (m.status in ('planned', 'stopped') and o.most > 0) or (m.status = 'done' and o.most = 0);
