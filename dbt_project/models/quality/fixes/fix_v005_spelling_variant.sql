with failures as ({{ quality_failed_values("V005") }})

select
    failures.finding_key,
    failures.source_system,
    failures.source_object,
    failures.field,
    failures.source_id,
    misspellings.wanted as value_after,
    cast(null as {{ dbt.type_string() }}) as agrees_with
from failures
inner join
    {{ ref("int_quality__misspellings") }} as misspellings
    on misspellings.source_system = failures.source_system
    and misspellings.source_object = failures.source_object
    and misspellings.field = failures.field
    and misspellings.value = failures.value
