-- name: whole
select count(distinct definition_id) as definitions,
       count(distinct case when version_number > 1 or valid_to_at is not null then definition_id end)
       as changed,
       cast(cast(min(valid_from_at) as date) as varchar) as since
from marts.dim_definition_version

-- name: versions
select definition_id, version_number, fingerprint, content, is_signed, signed_by,
       cast(cast(valid_from_at as date) as varchar) as valid_from,
       cast(cast(valid_to_at as date) as varchar) as valid_to
from marts.dim_definition_version
where version_number > 1 or valid_to_at is not null
order by valid_from_at desc, definition_id collate "C", version_number desc

-- name: all_versions
select definition_id, version_number, stated_version, fingerprint, definition, unit, content,
       is_signed, signed_by, valid_from_at, last_used_at, valid_to_at
from marts.dim_definition_version
order by definition_id collate "C", version_number
