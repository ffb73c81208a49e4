{{ config(schema="intermediate") }}

with
    leads as (
        select
            'salesforce' as system,
            'lead' as object,
            'leadsource' as field,
            id as record_id,
            {{ quality_is_blank("leadsource") }} as is_failed
        from {{ source("raw_salesforce", "lead") }}
        where _deleted_at is null
        union all
        select
            'hubspot' as system,
            'contacts' as object,
            'hs_analytics_source' as field,
            id as record_id,
            {{ quality_is_blank("hs_analytics_source") }} as is_failed
        from {{ source("raw_hubspot", "contacts") }}
        where _deleted_at is null
    )

select
    'L001' as rule_id,
    system,
    object,
    field,
    record_id,
    is_failed,
    case when is_failed then 'no source' end as detail,
    cast(null as varchar) as other_value
from leads
