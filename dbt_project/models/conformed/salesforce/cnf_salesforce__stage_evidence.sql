{#- Dates that fields hold, and conversions. A lead has only the day of its conversion; the contact that
    was made of it has the instant, if it was made that day. -#}
select
    source_object,
    record_id as source_id,
    evidence_source,
    entered_at,
    entered_day,
    {{ nothing("timestamp") }} as likely_at,
    {{ nothing("timestamp") }} as not_placed_before
from {{ ref("stg_salesforce__stage_fields") }}
union all
select
    'lead' as source_object,
    leads.lead_id as source_id,
    'lead.converteddate' as evidence_source,
    {{ nothing("timestamp") }} as entered_at,
    leads.converted_date as entered_day,
    contacts.created_at as likely_at,
    leads.created_at as not_placed_before
from {{ ref("stg_salesforce__leads") }} as leads
left join
    {{ ref("stg_salesforce__contacts") }} as contacts
    on contacts.contact_id = leads.converted_contact_id
where leads.is_converted and leads.converted_date is not null
