with
    filled as ({{ quality_filled_values(["country"]) }}),

    spellings as (select * from {{ ref("int_quality__country_spellings") }})

select
    'V003' as rule_id,
    filled.source_system,
    filled.source_object,
    filled.field,
    filled.source_id,
    spellings.country is null or filled.value <> spellings.preferred_spelling as is_failed,
    case
        when spellings.country is null
        then 'names no country that is known: ' || left(filled.value, 255)
        when filled.value <> spellings.preferred_spelling
        then filled.value || ' instead of ' || spellings.preferred_spelling
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from filled
left join
    spellings
    on filled.source_system = spellings.source_system
    and filled.source_object = spellings.source_object
    and filled.field = spellings.field
    and filled.value = spellings.value
where not filled.is_placeholder
