select
    'forms' as source_object,
    form_id as source_id,
    'form' as content_kind,
    name,
    {{ nothing("text") }} as title,
    {{ nothing("text") }} as campaign_object,
    {{ nothing("text") }} as campaign_id,
    {{ nothing("text") }} as campaign_name,
    created_at as made_at
from {{ ref("stg_hubspot__forms") }}
where not is_deleted
union all
select
    'marketing_emails' as source_object,
    marketing_email_id as source_id,
    'email' as content_kind,
    name,
    subject as title,
    'campaigns' as campaign_object,
    campaign_id,
    {{ nothing("text") }} as campaign_name,
    publish_at as made_at
from {{ ref("stg_hubspot__marketing_emails") }}
where not is_deleted
