-- A measure stands once in a paper.
-- severity: warning
with folded as (
    select document_id, measure_id, seq, no, page_action, area_path, title, ekonomisk_effekt,
           trim(regexp_replace(lower(action), '[^\p{L}\p{N}]+', ' ', 'g')) as words
    from measures
)
select b.document_id, b.measure_id, 'action' as field, b.page_action as page,
       'Samma åtgärd verkar stå två gånger: också ' || coalesce('som nummer ' || a.no || ' ', '') || 'på sidan ' || a.page_action
       || '. Är det en och samma: avvisa den ena eller slå ihop dem.' as message
from folded as a join folded as b on a.document_id = b.document_id and a.words = b.words and a.seq < b.seq
where length(a.words) >= 20 and coalesce(a.ekonomisk_effekt = b.ekonomisk_effekt, true)
  and a.title is not distinct from b.title and a.area_path is not distinct from b.area_path
qualify row_number() over (partition by b.measure_id order by a.seq) = 1;
