{{ config(schema="intermediate") }}

with
    settled_opportunities as (
        select
            source_system as system,
            source_object as object,
            source_id as record_id,
            created_date,
            coalesce(amount, 0) <= 0 as is_failed
        from {{ ref("fct_opportunity") }}
        where
            is_open
            and created_at
            < {{ as_of() }} - {{ quality_parameter("grace_days") }} * interval '1 day'
    )

select
    'D002' as rule_id,
    system,
    object,
    'amount' as field,
    record_id,
    is_failed,
    case
        when is_failed then 'no amount, created on ' || cast(created_date as varchar)
    end as detail,
    cast(null as varchar) as other_value
from settled_opportunities
