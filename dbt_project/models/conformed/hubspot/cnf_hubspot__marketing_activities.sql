{#- A mailing counts from when it went out; what was never published went to nobody. -#}
select
    'form_submissions' as source_object,
    submissions.conversion_id as source_id,
    'form_submission' as activity_kind,
    submissions.submitted_at as happened_at,
    {{ nothing("date") }} as told_date,
    forms.name,
    {{ nothing("text") }} as source_value,
    {{ nothing("text") }} as visitor_id,
    {{ nothing("boolean") }} as is_bot,
    {{ nothing("bigint") }} as count_sends,
    {{ nothing("bigint") }} as count_deliveries,
    {{ nothing("bigint") }} as count_opens,
    {{ nothing("bigint") }} as count_clicks,
    {{ nothing("bigint") }} as count_bounces,
    {{ nothing("bigint") }} as count_unsubscribes,
    {{ nothing("bigint") }} as count_spam_reports,
    {{ nothing("bigint") }} as count_impressions,
    {{ nothing("number") }} as spend,
    {{ nothing("text") }} as currency_code
from {{ ref("stg_hubspot__form_submissions") }} as submissions
left join {{ ref("stg_hubspot__forms") }} as forms on forms.form_id = submissions.form_id
where not submissions.is_deleted and submissions.submitted_at is not null
union all
select
    'marketing_emails' as source_object,
    marketing_email_id as source_id,
    'mailing' as activity_kind,
    publish_at as happened_at,
    {{ nothing("date") }} as told_date,
    name,
    {{ nothing("text") }} as source_value,
    {{ nothing("text") }} as visitor_id,
    {{ nothing("boolean") }} as is_bot,
    sends as count_sends,
    deliveries as count_deliveries,
    opens as count_opens,
    clicks as count_clicks,
    bounces as count_bounces,
    unsubscribes as count_unsubscribes,
    spam_reports as count_spam_reports,
    {{ nothing("bigint") }} as count_impressions,
    {{ nothing("number") }} as spend,
    {{ nothing("text") }} as currency_code
from {{ ref("stg_hubspot__marketing_emails") }}
where not is_deleted and publish_at is not null and sends > 0
