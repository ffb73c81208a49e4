{{ config(schema="intermediate") }}

select
    'F001' as rule_id,
    system,
    object,
    field,
    cast(null as varchar) as record_id,
    verdict = 'never_populated' as is_failed,
    case
        when verdict = 'never_populated'
        then
            'none of '
            || cast(records as varchar)
            || ' records holds a value'
            || coalesce('; placeholders stand in their place: ' || placeholders, '')
    end as detail,
    cast(null as varchar) as other_value
from {{ ref("field_profile") }}
where
    verdict <> 'could_not_see'
    and {{ quality_is_kept_by_people("object") }}
    and records >= {{ quality_parameter("min_records") }}
