with failures as ({{ quality_failed_values("V003") }})

select
    failures.finding_key,
    failures.source_system,
    failures.source_object,
    failures.field,
    failures.source_id,
    spellings.preferred_spelling as value_after,
    cast(null as {{ dbt.type_string() }}) as agrees_with
from failures
inner join
    {{ ref("int_quality__country_spellings") }} as spellings
    on spellings.source_system = failures.source_system
    and spellings.source_object = failures.source_object
    and spellings.field = failures.field
    and spellings.value = failures.value
where spellings.country is not null
