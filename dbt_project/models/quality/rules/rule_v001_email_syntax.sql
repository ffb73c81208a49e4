with
    filled as ({{ quality_filled_values(["email", "owner_email"]) }}),

    judged as (
        select filled.*, not {{ quality_is_email("value") }} as is_failed
        from filled
        where not is_placeholder
    )

select
    'V001' as rule_id,
    source_system,
    source_object,
    field,
    source_id,
    is_failed,
    case when is_failed then 'not an e-mail address: ' || left(value, 255) end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from judged
