-- name: directions
select entity_kind, source_system, other_source_system, cast(count(*) as bigint) as records,
       cast(count(case when is_tied then 1 end) as bigint) as tied,
       cast(count(case when is_there and not is_tied then 1 end) as bigint) as untied,
       cast(count(case when not is_there then 1 end) as bigint) as absent,
       cast(count(case when is_missing then 1 end) as bigint) as missing,
       cast(count(case when is_tied then 1 end) as double precision) / count(*) as share
from quality.sync_coverage
group by entity_kind, source_system, other_source_system
order by entity_kind desc, source_system, other_source_system

-- name: reasons
select entity_kind, source_system, other_source_system, reason_label as reason,
       cast(count(*) as bigint) as records,
       cast(count(case when is_missing then 1 end) as bigint) as missing
from quality.sync_coverage
where not is_tied
group by entity_kind, source_system, other_source_system, reason_label
order by entity_kind desc, source_system, other_source_system, count(*) desc,
         reason_label collate "C"

-- name: untied
select entity_kind, source_system, source_object, source_id, other_source_system,
       other_source_object, other_source_id, belongs_there, is_there, is_missing, reason,
       reason_label
from quality.sync_coverage
where not is_tied
order by is_missing desc, entity_kind desc, source_system, other_source_system,
         source_object collate "C", source_id collate "C"
