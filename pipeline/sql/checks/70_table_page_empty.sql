-- A table of measures that goes on over pages has measures on each of them.
-- severity: warning
with rows_on as (
    select distinct m.document_id, e.page from evidence as e join measures as m using (measure_id) where m.layout = 'table'
),
gaps as (
    select document_id, page as before, lead(page) over (partition by document_id order by page) as after from rows_on
)
select p.document_id, p.page, 'action' as field,
       'Tabellen med åtgärder går från sidan ' || g.before || ' till sidan ' || g.after || ', men på sidan ' || p.page
       || ' lästes ingen åtgärd. Se efter om sidan hör till tabellen.' as message
from gaps as g join pages as p on p.document_id = g.document_id and p.page > g.before and p.page < g.after
where g.after - g.before <= 3 and p.words > 0
  and not exists (from evidence as e join measures as m using (measure_id) where m.document_id = p.document_id and e.page = p.page);
