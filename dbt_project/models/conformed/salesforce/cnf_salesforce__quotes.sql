{#- Nothing says when a quote was sent or accepted: its state alone says that it was. The list amount is before
    the discounts of its lines; where the run-as user may not see it, net amount and discount tell it. -#}
select
    'quote' as source_object,
    quote_id as source_id,
    case when opportunity_id is not null then 'opportunity' end as opportunity_object,
    opportunity_id,
    name,
    quote_number,
    status as status_text,
    is_synced,
    coalesce(
        list_amount,
        case when discount_percent < 100 then net_amount / (1 - discount_percent / 100) end
    ) as list_amount,
    net_amount,
    total_amount,
    currency_code,
    created_at,
    {{ nothing("timestamp") }} as expires_at,
    expires_date,
    {{ nothing("timestamp") }} as accepted_at
from {{ ref("stg_salesforce__quotes") }}
where not is_deleted
