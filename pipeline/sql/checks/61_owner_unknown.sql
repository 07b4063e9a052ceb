-- Every paper with measures says whose it is: a district, a board or a municipality. Without one it is in no comparison.
-- severity: warning
select d.document_id, null as measure_id, 'municipality' as field, 1 as page,
       'Det framgår inte vems handlingen är: varken kommun, nämnd eller stadsdel. Sätt dem på granskningssidan eller i manifest.csv.' as message
from documents as d
where d.municipality is null and d.body is null and d.district is null and exists (from measures as m where m.document_id = d.document_id);
