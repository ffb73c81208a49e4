with failures as ({{ quality_failed_values("V001") }})

select
    failures.finding_key,
    failures.source_system,
    failures.source_object,
    failures.field,
    failures.source_id,
    {{ quality_trimmed("failures.value") }} as value_after,
    cast(null as {{ dbt.type_string() }}) as agrees_with
from failures
where {{ quality_is_email(quality_trimmed("failures.value")) }}
