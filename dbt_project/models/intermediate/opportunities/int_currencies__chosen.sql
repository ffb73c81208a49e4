{#- One row: the currency that amounts are summed in, and HubSpot's home currency. -#}
with
    sources as (
        select 'salesforce' as system, currency
        from {{ ref("stg_salesforce__source_info") }}
        union all
        select 'hubspot' as system, currency
        from {{ ref("stg_hubspot__source_info") }}
    )

select
    coalesce(
        {{ glossary("corporate_currency") }},
        max(case when system = 'salesforce' then currency end),
        max(case when system = 'hubspot' then currency end)
    ) as corporate_currency,
    max(case when system = 'hubspot' then currency end) as home_currency
from sources
