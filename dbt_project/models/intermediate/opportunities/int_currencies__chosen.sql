{#- One row: the currency that amounts are summed in, HubSpot's home currency, and the portal's time zone. -#}
with
    sources as (
        select 'salesforce' as system, currency, time_zone
        from {{ ref("stg_salesforce__source_info") }}
        union all
        select 'hubspot' as system, currency, time_zone
        from {{ ref("stg_hubspot__source_info") }}
    )

select
    coalesce(
        {{ glossary("corporate_currency") }},
        max(case when system = 'salesforce' then currency end),
        max(case when system = 'hubspot' then currency end)
    ) as corporate_currency,
    max(case when system = 'hubspot' then currency end) as home_currency,
    max(case when system = 'hubspot' then time_zone end) as portal_time_zone
from sources
