select
    failures.finding_key,
    failures.source_system,
    failures.source_object,
    failures.field,
    failures.source_id,
    spellings.preferred_spelling as value_after,
    cast(null as {{ dbt.type_string() }}) as agrees_with
from {{ ref("int_quality__open_failures") }} as failures
inner join
    {{ ref("int_quality__fix_values") }} as written
    on written.source_system = failures.source_system
    and written.source_object = failures.source_object
    and written.field = failures.field
    and written.source_id = failures.source_id
inner join
    {{ ref("int_quality__country_spellings") }} as spellings
    on spellings.source_system = failures.source_system
    and spellings.source_object = failures.source_object
    and spellings.field = failures.field
    and spellings.value = written.value
where failures.rule_id = 'V003' and spellings.country is not null
