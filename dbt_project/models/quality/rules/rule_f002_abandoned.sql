select
    'F002' as rule_id,
    source_system,
    source_object,
    field,
    cast(null as {{ dbt.type_string() }}) as source_id,
    verdict = 'abandoned' as is_failed,
    case
        when verdict = 'abandoned'
        then
            'last filled on a record created on '
            || cast({{ reporting_date("last_filled_created_at") }} as {{ dbt.type_string() }})
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from {{ ref("field_profile") }}
where
    verdict <> 'could_not_see'
    and {{ quality_is_kept_by_people("source_system", "source_object") }}
    and filled > 0
    and records_365d >= {{ quality_parameter("min_records") }}
