select
    {{ source_key("told.source_system", "told.source_object", "told.source_id") }} as spend_key,
    told.source_system,
    told.source_object,
    told.source_id,
    told.detail,
    told.cost_basis,
    told.spent_from,
    told.spent_to,
    {{ days_between("told.spent_from", "told.spent_to") }} + 1 as count_days,
    told.channel,
    case
        when told.record_id is not null
        then {{ source_key("told.record_system", "told.record_object", "told.record_id") }}
    end as campaign_key,
    told.campaign_name,
    told.amount as spend_amount,
    judged.currency_code,
    judged.amount_corporate as spend_amount_corporate,
    judged.amount_conversion,
    judged.is_counted,
    judged.counting,
    judged.told_instead_by,
    judged.counted_amount_corporate,
    told.count_impressions,
    told.count_clicks
from {{ ref("int_marketing_spend__told") }} as told
inner join
    {{ ref("int_marketing_spend__judged") }} as judged
    on judged.source_system = told.source_system
    and judged.source_object = told.source_object
    and judged.source_id = told.source_id
