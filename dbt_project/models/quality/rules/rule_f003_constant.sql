-- A standard tick box that everybody left as the vendor ships it is not a choice of this company.
select
    'F003' as rule_id,
    source_system,
    source_object,
    field,
    cast(null as {{ dbt.type_string() }}) as source_id,
    verdict = 'constant' as is_failed,
    case
        when verdict = 'constant'
        then 'all ' || cast(filled as {{ dbt.type_string() }}) || ' values are the same'
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from {{ ref("field_profile") }}
where
    verdict <> 'could_not_see'
    and {{ quality_is_kept_by_people("source_system", "source_object") }}
    and filled >= {{ quality_parameter("min_records") }}
    and (is_custom or data_type <> 'boolean')
