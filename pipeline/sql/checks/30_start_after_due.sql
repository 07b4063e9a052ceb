-- A measure starts before it is due.
-- severity: warning
select m.document_id, m.measure_id, 'due_date' as field, m.page_action as page,
       'Åtgärden startar ' || start_date || ' men ska vara klar ' || due_date || '. Se efter vilken tid som är fel läst.' as message
from measures as m where start_date > due_date;
