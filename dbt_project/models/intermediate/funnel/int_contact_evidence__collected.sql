{#- One row per piece of evidence that a HubSpot contact carries: dates of its own stages, a first visit
    through a marketing channel, the exit that its lead status names. -#}
{%- set contact_dates = {
    "contacts.hs_v2_date_entered_lead": "entered_lead_at",
    "contacts.hs_lifecyclestage_lead_date": "lifecycle_lead_at",
    "contacts.first_conversion_date": "first_conversion_at",
    "contacts.hs_v2_date_entered_marketingqualifiedlead": "entered_mql_at",
    "contacts.hs_lifecyclestage_marketingqualifiedlead_date": "lifecycle_mql_at",
    "contacts.hs_v2_date_entered_salesqualifiedlead": "entered_sql_at",
    "contacts.hs_lifecyclestage_salesqualifiedlead_date": "lifecycle_sql_at",
} -%}
with contacts as (select * from {{ ref("stg_hubspot__contacts") }})

{%- for source, column in contact_dates.items() %}
    select contact_id, '{{ source }}' as evidence_source, {{ column }} as entered_at
    from contacts
    where {{ column }} is not null
    union all
{%- endfor %}
select
    contacts.contact_id, 'contacts.createdate' as evidence_source, contacts.created_at as entered_at
from contacts
inner join
    {{ ref("glossary_source_channels") }} as sources
    on sources.system = 'hubspot'
    and sources.normalised_value = {{ comparable_source("contacts.original_source") }}
inner join {{ ref("glossary_channels") }} as channels on channels.code = sources.channel
where channels.is_marketing and not channels.is_offline
union all
select
    contacts.contact_id,
    'contacts.hs_lead_status.' || statuses.meaning as evidence_source,
    contacts.modified_at as entered_at
from contacts
inner join
    {{ ref("glossary_lead_statuses") }} as statuses
    on statuses.system = 'hubspot'
    and statuses.value = contacts.lead_status
where statuses.meaning in ('disqualified', 'recycled') and not contacts.is_deleted
