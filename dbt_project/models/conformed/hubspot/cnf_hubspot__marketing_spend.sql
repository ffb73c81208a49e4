{#- What was spent. Items of the budget are a plan, and no cost. -#}
select
    'campaign_costs' as source_object,
    campaign_id || '/' || item_id as source_id,
    'item' as detail,
    'program' as cost_basis,
    {{ nothing("date") }} as spent_from,
    {{ nothing("date") }} as spent_to,
    created_at as noted_at,
    'campaigns' as campaign_object,
    campaign_id,
    {{ nothing("text") }} as campaign_name,
    {{ nothing("text") }} as source_value,
    amount,
    currency_code,
    {{ nothing("bigint") }} as count_impressions,
    {{ nothing("bigint") }} as count_clicks
from {{ ref("stg_hubspot__campaign_costs") }}
where item_kind = 'spend' and not is_deleted
