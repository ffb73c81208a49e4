with filled as ({{ quality_spelt_values() }})

select
    'V005' as rule_id,
    filled.source_system,
    filled.source_object,
    filled.field,
    filled.source_id,
    misspellings.value is not null as is_failed,
    case
        when misspellings.value is not null
        then
            ''''
            || left(filled.value, 255)
            || ''' instead of '''
            || left(misspellings.wanted, 255)
            || ''''
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from filled
left join
    {{ ref("int_quality__misspellings") }} as misspellings
    on filled.source_system = misspellings.source_system
    and filled.source_object = misspellings.source_object
    and filled.field = misspellings.field
    and filled.value = misspellings.value
where not filled.is_placeholder
