{#- What a campaign cost so far, in one number; what it was to cost is a plan. -#}
select
    'campaign' as source_object,
    campaign_id as source_id,
    'total' as detail,
    'program' as cost_basis,
    {{ nothing("date") }} as spent_from,
    {{ nothing("date") }} as spent_to,
    {{ nothing("timestamp") }} as noted_at,
    'campaign' as campaign_object,
    campaign_id,
    {{ nothing("text") }} as campaign_name,
    {{ nothing("text") }} as source_value,
    actual_cost as amount,
    currency_code,
    {{ nothing("bigint") }} as count_impressions,
    {{ nothing("bigint") }} as count_clicks
from {{ ref("stg_salesforce__campaigns") }}
where actual_cost is not null and not is_deleted
