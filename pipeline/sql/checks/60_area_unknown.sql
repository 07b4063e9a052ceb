-- Every measure belongs to an area.
-- severity: info
select m.document_id, m.measure_id, 'area' as field, m.page_action as page,
       'Området framgår inte av texten. Sätt det om handlingen som helhet visar det.' as message
from measures as m
where m.area is null and not exists (from findings as f where f.measure_id = m.measure_id and f.code = 'area_unknown');
