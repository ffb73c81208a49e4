{#- One row per person whom sales took on: a lead or contact with a status that the glossary counts as
    accepted, or a converted lead. -#}
select persons.person_key
from {{ ref("stg_salesforce__leads") }} as leads
inner join
    {{ ref("int_persons__resolved") }} as persons
    on persons.source_object = 'lead'
    and persons.source_id = leads.lead_id
left join
    {{ ref("glossary_lead_statuses") }} as statuses
    on statuses.system = 'salesforce'
    and statuses.value = leads.status
where
    not leads.is_deleted
    and (leads.is_converted or statuses.meaning in ('accepted', 'qualified', 'converted'))
union
select persons.person_key
from {{ ref("stg_hubspot__contacts") }} as contacts
inner join
    {{ ref("int_persons__resolved") }} as persons
    on persons.source_object = 'contacts'
    and persons.source_id = contacts.contact_id
inner join
    {{ ref("glossary_lead_statuses") }} as statuses
    on statuses.system = 'hubspot'
    and statuses.value = contacts.lead_status
where not contacts.is_deleted and statuses.meaning in ('accepted', 'qualified', 'converted')
