select
    'F010' as rule_id,
    source_system,
    source_object,
    field,
    cast(null as {{ dbt.type_string() }}) as source_id,
    misfits > 0 as is_failed,
    case
        when misfits > 0
        then
            cast(misfits as {{ dbt.type_string() }})
            || ' of '
            || cast(filled as {{ dbt.type_string() }})
            || ' values do not fit the declared type, '
            || data_type
            || ': '
            || misfit_examples
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from {{ ref("field_profile") }}
where verdict <> 'could_not_see' and data_type <> 'text' and filled > 0
