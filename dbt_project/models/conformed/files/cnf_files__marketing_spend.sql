{#- What advertisers ask is media; other costs say themselves what they are. -#}
select
    'ad_spend' as source_object,
    {{ as_text("spent_date") }} || '/' || source_value || '/' || campaign as source_id,
    'day' as detail,
    'media' as cost_basis,
    spent_date as spent_from,
    spent_date as spent_to,
    {{ nothing("timestamp") }} as noted_at,
    {{ nothing("text") }} as campaign_object,
    {{ nothing("text") }} as campaign_id,
    {{ blank_to_null("campaign") }} as campaign_name,
    {{ blank_to_null("source_value") }} as source_value,
    spend as amount,
    currency_code,
    impressions as count_impressions,
    clicks as count_clicks
from {{ ref("stg_files__ad_spend") }}
where not is_deleted
union all
select
    'costs' as source_object,
    cost_id as source_id,
    'period' as detail,
    kind as cost_basis,
    starts_on as spent_from,
    ends_on as spent_to,
    {{ nothing("timestamp") }} as noted_at,
    {{ nothing("text") }} as campaign_object,
    {{ nothing("text") }} as campaign_id,
    campaign as campaign_name,
    source_value,
    amount,
    currency_code,
    {{ nothing("bigint") }} as count_impressions,
    {{ nothing("bigint") }} as count_clicks
from {{ ref("stg_files__costs") }}
where not is_deleted
