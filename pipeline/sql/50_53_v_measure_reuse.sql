-- Grain: a measure over all papers (cluster) that stands in papers for more than one year or of more than one district or board.
create view v_measure_reuse as
with clusters as (
    select f.cluster_id,
           count(distinct d.plan_year) as n_years,
           min(d.plan_year) as first_year,
           max(d.plan_year) as last_year,
           min_by(f.measure_id, struct_pack(a := coalesce(d.year, 9999), b := coalesce(d.doc_date, date '9999-12-31'), c := f.measure_id)) as example,
           (sum(f.planned_sek) filter (f.counted))::bigint as planned_sek,
           list_sort(list(distinct d.unit)) as districts
    from measure_facts as f join v_document as d using (document_id)
    where f.n_steps > 1
    group by f.cluster_id
    having min(d.plan_year) < max(d.plan_year) or min(d.unit) < max(d.unit)
)
select c.cluster_id, c.n_years, len(c.districts) as n_districts, c.first_year, c.last_year, m.action as example_action, m.area, c.planned_sek, c.districts
from clusters as c join measures as m on m.measure_id = c.example;

comment on view v_measure_reuse is 'En rad för varje åtgärd som står i handlingar för flera år eller från flera stadsdelar eller nämnder.';
comment on column v_measure_reuse.cluster_id is 'Åtgärden över alla handlingar; samma för alla åtgärder som är en och samma.';
comment on column v_measure_reuse.n_years is 'Antal planår.';
comment on column v_measure_reuse.n_districts is 'Antal stadsdelar eller nämnder.';
comment on column v_measure_reuse.first_year is 'Första planår.';
comment on column v_measure_reuse.last_year is 'Sista planår.';
comment on column v_measure_reuse.example_action is 'Åtgärdens ord i den första handlingen.';
comment on column v_measure_reuse.area is 'Verksamhetsområde (kod). Tom när det inte framgår.';
comment on column v_measure_reuse.planned_sek is 'Planerad effekt i kronor för planåret: summan av uppskattade belopp, utan helårseffekter och belopp per månad eller dygn. En besparing är positiv. Tom när inget belopp sägs, vilket inte är noll.';
comment on column v_measure_reuse.districts is 'Stadsdelarna eller nämnderna.';
