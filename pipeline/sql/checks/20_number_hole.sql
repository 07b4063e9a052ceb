-- The numbers of a paper's measures have no holes.
-- severity: warning
with numbers as (
    select distinct document_id, regexp_extract(no, '^(.*?)(\d{1,4})$', 1) as series, regexp_extract(no, '^(.*?)(\d{1,4})$', 2)::integer as n
    from measures where regexp_matches(no, '^.{0,12}?\d{1,4}$')
),
series as (
    select document_id, series, min(n) as first, max(n) as last, count(*) as known
    from numbers group by document_id, series
    having count(*) >= 3 and max(n) - min(n) + 1 <= 1.5 * count(*)  -- else they are no running numbers
),
-- A numbering that begins with 2 has lost its first.
wanted as (
    select document_id, series, unnest(generate_series(case when first = 2 then 1 else first end, last)) as n from series
),
holes as (
    select w.* from wanted as w anti join numbers as n using (document_id, series, n)
),
around as (
    select h.*, max_by(m.page_last, k.n) filter (k.n < h.n) as page_before, min_by(m.page_first, k.n) filter (k.n > h.n) as page_after
    from holes as h join numbers as k using (document_id, series)
    join measures as m on m.document_id = h.document_id and m.no = k.series || k.n
    group by all
)
select document_id, 'no' as field, coalesce(page_before, page_after) as page,
       'Nummer ' || series || n || ' saknas i numreringen. Se efter '
       || case when page_before is null then 'på sidan ' || page_after when page_before = page_after or page_after is null then 'på sidan ' || page_before
               else 'på sidorna ' || least(page_before, page_after) || '–' || greatest(page_before, page_after) end
       || ' om en åtgärd har missats.' as message
from around;
