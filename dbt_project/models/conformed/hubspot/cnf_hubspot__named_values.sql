{#- What a lead says is said of the contact whom sales works by it. -#}
with worked as ({{ worked_leads() }})

select
    named.source_object,
    named.record_id as source_id,
    'contacts' as person_object,
    case
        when named.source_object = 'leads' then worked.contact_id else named.record_id
    end as person_id,
    named.field,
    named.value
from {{ ref("stg_hubspot__named_values") }} as named
left join worked on worked.lead_id = named.record_id and named.source_object = 'leads'
