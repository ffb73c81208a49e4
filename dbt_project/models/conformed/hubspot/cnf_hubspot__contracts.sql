{#- Subscriptions. How long one runs, its line items tell: where each of them has a period of whole months the
    longest, where one has none it runs until somebody ends it. -#}
with
    terms as (
        select
            ties.from_id as subscription_id,
            case
                when count(*) = count({{ months_of_period("lines.billing_period") }})
                then max({{ months_of_period("lines.billing_period") }})
            end as term_months
        from {{ ref("stg_hubspot__associations") }} as ties
        inner join
            {{ ref("stg_hubspot__line_items") }} as lines
            on lines.line_item_id = ties.to_id
            and not lines.is_deleted
        where
            ties.from_type = 'subscriptions' and ties.to_type = 'line_items' and not ties.is_deleted
        group by ties.from_id
    ),

    companies as (
        select
            from_id as subscription_id,
            to_id as company_id,
            row_number() over (
                partition by from_id order by length(to_id), {{ byte_order("to_id") }}
            ) as row_rank
        from {{ ref("stg_hubspot__associations") }}
        where from_type = 'subscriptions' and to_type = 'companies' and not is_deleted
    )

select
    'subscriptions' as source_object,
    subscriptions.subscription_id as source_id,
    case when companies.company_id is not null then 'companies' end as account_object,
    companies.company_id as account_id,
    subscriptions.name,
    {{ nothing("text") }} as contract_number,
    subscriptions.status as status_text,
    subscriptions.status as status_value,
    subscriptions.start_date,
    {{ nothing("date") }} as end_date,
    terms.term_months,
    {{ nothing("timestamp") }} as activated_at,
    subscriptions.created_at
from {{ ref("stg_hubspot__subscriptions") }} as subscriptions
left join terms on terms.subscription_id = subscriptions.subscription_id
left join
    companies
    on companies.subscription_id = subscriptions.subscription_id
    and companies.row_rank = 1
where not subscriptions.is_deleted
