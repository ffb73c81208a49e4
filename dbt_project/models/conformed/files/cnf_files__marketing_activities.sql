{#- A machine is known by what the file says, or by the name under which it looks at pages. -#}
select
    'web_sessions' as source_object,
    session_id as source_id,
    'page_view' as activity_kind,
    started_at as happened_at,
    {{ nothing("date") }} as told_date,
    landing_page as name,
    source_value,
    visitor_id,
    coalesce(is_bot, {{ is_name_of_machine("user_agent") }}) as is_bot,
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
from {{ ref("stg_files__web_sessions") }}
where not is_deleted and started_at is not null
union all
select
    'ad_spend' as source_object,
    {{ as_text("spent_date") }} || '/' || source_value || '/' || campaign as source_id,
    'advertising' as activity_kind,
    {{ nothing("timestamp") }} as happened_at,
    spent_date as told_date,
    {{ blank_to_null("campaign") }} as name,
    {{ blank_to_null("source_value") }} as source_value,
    {{ nothing("text") }} as visitor_id,
    {{ nothing("boolean") }} as is_bot,
    {{ nothing("bigint") }} as count_sends,
    {{ nothing("bigint") }} as count_deliveries,
    {{ nothing("bigint") }} as count_opens,
    clicks as count_clicks,
    {{ nothing("bigint") }} as count_bounces,
    {{ nothing("bigint") }} as count_unsubscribes,
    {{ nothing("bigint") }} as count_spam_reports,
    impressions as count_impressions,
    spend,
    currency_code
from {{ ref("stg_files__ad_spend") }}
where not is_deleted
