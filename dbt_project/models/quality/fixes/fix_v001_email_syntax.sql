select
    failures.finding_key,
    failures.source_system,
    failures.source_object,
    failures.field,
    failures.source_id,
    {{ quality_trimmed("written.value") }} as value_after,
    cast(null as {{ dbt.type_string() }}) as agrees_with
from {{ ref("int_quality__open_failures") }} as failures
inner join
    {{ ref("int_quality__fix_values") }} as written
    on written.source_system = failures.source_system
    and written.source_object = failures.source_object
    and written.field = failures.field
    and written.source_id = failures.source_id
where failures.rule_id = 'V001' and {{ quality_is_email(quality_trimmed("written.value")) }}
