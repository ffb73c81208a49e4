{#- A quote is of one deal: whichever is associated with it, the older of two. What it comes to is with taxes
    and fees; HubSpot tells no amount without them, and a deal's amount follows none of its quotes. -#}
with
    deals as (
        select
            from_id as quote_id,
            to_id as deal_id,
            row_number() over (
                partition by from_id order by length(to_id), {{ byte_order("to_id") }}
            ) as row_rank
        from {{ ref("stg_hubspot__associations") }}
        where from_type = 'quotes' and to_type = 'deals' and not is_deleted
    )

select
    'quotes' as source_object,
    quotes.quote_id as source_id,
    case when deals.deal_id is not null then 'deals' end as opportunity_object,
    deals.deal_id as opportunity_id,
    quotes.name,
    quotes.quote_number,
    quotes.status as status_text,
    {{ nothing("boolean") }} as is_synced,
    {{ nothing("number") }} as list_amount,
    {{ nothing("number") }} as net_amount,
    quotes.total_amount,
    quotes.currency_code,
    quotes.created_at,
    quotes.expires_at,
    {{ nothing("date") }} as expires_date,
    quotes.accepted_at
from {{ ref("stg_hubspot__quotes") }} as quotes
left join deals on deals.quote_id = quotes.quote_id and deals.row_rank = 1
where not quotes.is_deleted
