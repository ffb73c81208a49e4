{#- Contacts. HubSpot is where marketing writes to people, so its address is the one in use; it sees the
    first visit itself. -#}
select
    'contacts' as source_object,
    contact_id as source_id,
    email,
    additional_emails,
    first_name,
    last_name,
    job_title as title,
    country,
    'owners' as owner_object,
    owner_id,
    lifecycle_stage,
    lead_status,
    false as is_converted,
    {{ nothing("text") }} as lead_source,
    original_source,
    original_source_detail,
    first_landing_page,
    -- not coalesce: the earlier of the two, or the one that is known
    {{ least_of(["created_at", "first_seen_at"]) }} as first_touch_at,
    true as sees_first_visit,
    created_at,
    modified_at,
    1 as email_rank,
    2 as name_rank,
    3 as owner_rank,
    2 as lead_rank,
    is_deleted,
    merged_into,
    synced_at as seen_at
from {{ ref("stg_hubspot__contacts") }}
