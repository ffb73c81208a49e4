-- One row per record whose person or opportunity may belong in a second system. What fails is
-- missing there, and neither time nor a person who deleted it explains that.
with
    ranked as (
        select
            coverage.*,
            row_number() over (
                partition by source_system, source_object, source_id
                order by case when is_missing then 0 else 1 end, other_source_system
            ) as row_rank
        from {{ ref("sync_coverage") }} as coverage
        where belongs_there <> 'no'
    ),

    titles as ({{ vendor_title_rows() }})

select
    'X007' as rule_id,
    ranked.source_system,
    ranked.source_object,
    roles.field,
    ranked.source_id,
    ranked.is_missing as is_failed,
    case
        when ranked.is_missing then 'is not in ' || titles.title || '. ' || ranked.reason_label
    end as detail,
    {{ nothing("text") }} as other_value
from ranked
inner join
    {{ ref("cnf_field_roles") }} as roles
    on roles.source_system = ranked.source_system
    and roles.source_object = ranked.source_object
    and roles.field_role = 'record_id'
inner join titles on titles.source_system = ranked.other_source_system
where ranked.row_rank = 1
