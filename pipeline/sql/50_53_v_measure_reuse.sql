-- Grain: a measure over all papers (cluster) that stands in plans of more than one year or of more than one district or board.
create view v_measure_reuse as
select cluster_id,
       count(distinct plan_year) as n_years,
       count(distinct unit) as n_districts,
       min(plan_year) as first_year,
       max(plan_year) as last_year,
       min_by(action, struct_pack(a := year, b := measure_id)) as example_action,
       min_by(area, struct_pack(a := year, b := measure_id)) filter (area is not null) as area,
       (sum(planned_sek) filter (counted))::bigint as planned_sek,
       list_sort(list(distinct unit)) as districts
from v_measure
where cluster_id in (select cluster_id from link_clusters)
group by cluster_id
having count(distinct plan_year) > 1 or count(distinct unit) > 1;
