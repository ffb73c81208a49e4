{#- One row per record and time it took a status that the glossary counts as an exit. -#}
select
    'salesforce' as source_system,
    'lead' as source_object,
    leads.lead_id as source_id,
    'lead.status.' || statuses.meaning as evidence_source,
    leads.modified_at as entered_at,
    leads.created_at as record_created_at
from {{ ref("stg_salesforce__leads") }} as leads
inner join
    {{ ref("glossary_lead_statuses") }} as statuses
    on statuses.system = 'salesforce'
    and statuses.value = leads.status
where
    statuses.meaning in ('disqualified', 'recycled')
    and not leads.is_converted
    and not leads.is_deleted
union all
select
    'hubspot' as source_system,
    'contacts' as source_object,
    contacts.contact_id as source_id,
    'contacts.hs_lead_status.' || statuses.meaning as evidence_source,
    contacts.modified_at as entered_at,
    contacts.created_at as record_created_at
from {{ ref("stg_hubspot__contacts") }} as contacts
inner join
    {{ ref("glossary_lead_statuses") }} as statuses
    on statuses.system = 'hubspot'
    and statuses.value = contacts.lead_status
where statuses.meaning in ('disqualified', 'recycled') and not contacts.is_deleted
