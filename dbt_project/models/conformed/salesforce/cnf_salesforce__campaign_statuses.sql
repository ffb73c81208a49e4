{#- What the members of each campaign may be; each campaign has a list of its own. -#}
select
    'campaign_member_status' as source_object,
    status_id as source_id,
    'campaign' as campaign_object,
    campaign_id,
    status,
    is_response,
    is_default
from {{ ref("stg_salesforce__campaign_member_statuses") }}
where not is_deleted and status is not null
