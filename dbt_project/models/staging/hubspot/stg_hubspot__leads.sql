{#- No model reads yet: assigned_at, company_id, created_at, disqualification_reason, lead_label,
    lead_name, lead_type, modified_at, owner_id, pipeline_id, stage_id. They tell whom sales works, and
    since when. -#}
select
    id as lead_id,
    {{ blank_to_null("hs_lead_name") }} as lead_name,
    {{ blank_to_null("hs_lead_type") }} as lead_type,
    {{ blank_to_null("hs_lead_label") }} as lead_label,
    {{ blank_to_null("hs_pipeline") }} as pipeline_id,
    {{ blank_to_null("hs_pipeline_stage") }} as stage_id,
    {{ blank_to_null("hs_lead_disqualification_reason") }} as disqualification_reason,
    {{ blank_to_null("hs_primary_contact_id") }} as contact_id,
    {{ blank_to_null("hs_primary_company_id") }} as company_id,
    {{ blank_to_null("hubspot_owner_id") }} as owner_id,
    hubspot_owner_assigneddate as assigned_at,
    hs_createdate as created_at,
    hs_lastmodifieddate as modified_at,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "leads") }}
