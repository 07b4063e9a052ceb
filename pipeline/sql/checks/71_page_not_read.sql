-- Every page of a paper was read.
-- severity: error
select document_id, page, 'Sidan gick inte att läsa: det som står där saknas i databasen. Öppna handlingen och lägg till det som fattas.' as message
from pages where list_contains(notes, 'unreadable')
union all
select f.document_id, null, 'Filen säger sig ha ' || max(f.pages_declared) || ' sidor, men bara ' || max(d.pages) || ' lästes. Hämta handlingen på nytt.'
from files as f join documents as d using (document_id) where f.state <> 'duplicate' and f.pages_declared > d.pages group by f.document_id;
