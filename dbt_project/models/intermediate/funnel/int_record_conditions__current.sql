{#- One row per living record and condition that holds of it now: a status that counts as an exit, a
    value that proves a stage, the stage of a deal. -#}
select
    'salesforce' as source_system,
    'lead' as source_object,
    leads.lead_id as source_id,
    'lead.status.' || statuses.meaning as evidence_source,
    coalesce(leads.modified_at, leads.created_at) as modified_at
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
    coalesce(contacts.modified_at, contacts.created_at) as modified_at
from {{ ref("stg_hubspot__contacts") }} as contacts
inner join
    {{ ref("glossary_lead_statuses") }} as statuses
    on statuses.system = 'hubspot'
    and statuses.value = contacts.lead_status
where statuses.meaning in ('disqualified', 'recycled') and not contacts.is_deleted
union all
select
    'hubspot' as source_system, source_object, record_id as source_id, evidence_source, modified_at
from {{ ref("stg_hubspot__stage_values") }}
union all
select
    'salesforce' as source_system,
    source_object,
    record_id as source_id,
    evidence_source,
    modified_at
from {{ ref("stg_salesforce__stage_values") }}
union all
select
    'hubspot' as source_system,
    'deals' as source_object,
    deal_id as source_id,
    'deals.dealstage=' || stage_id as evidence_source,
    coalesce(modified_at, created_at) as modified_at
from {{ ref("stg_hubspot__deals") }}
where stage_id is not null and not is_deleted
union all
select
    'salesforce' as source_system,
    'opportunity' as source_object,
    opportunity_id as source_id,
    'opportunity.stagename=' || stage_name as evidence_source,
    coalesce(modified_at, created_at) as modified_at
from {{ ref("stg_salesforce__opportunities") }}
where stage_name is not null and not is_deleted
