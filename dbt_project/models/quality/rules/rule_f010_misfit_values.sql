{{ config(schema="intermediate") }}

select
    'F010' as rule_id,
    source_system,
    source_object,
    field,
    cast(null as varchar) as source_id,
    misfits > 0 as is_failed,
    case
        when misfits > 0
        then
            cast(misfits as varchar)
            || ' of '
            || cast(filled as varchar)
            || ' values do not fit the declared type, '
            || data_type
            || ': '
            || misfit_examples
    end as detail,
    cast(null as varchar) as other_value
from {{ ref("field_profile") }}
where verdict <> 'could_not_see' and data_type <> 'text' and filled > 0
