{#- What was offered, and how it stands to the amount of the deal that it was made for. No rule counts it as a
    fault: a deal may be meant to say something else than an offer does. -#}
with
    compared as (
        select
            stated.*,
            amounts.amount,
            amounts.currency_code,
            amounts.amount_corporate,
            amounts.amount_conversion,
            opportunities.amount as opportunity_amount,
            coalesce(opportunities.is_won, false) as is_of_won_opportunity,
            case
                when opportunities.opportunity_key is null
                then 'no_opportunity'
                when opportunities.amount is null or amounts.amount is null
                then 'no_amount'
                when not coalesce(amounts.currency_code = opportunities.currency_code, true)
                then 'cannot_be_compared'
                -- a cent is rounding
                when abs(amounts.amount - opportunities.amount) <= 0.01
                then 'agree'
                else 'differ'
            end as amount_state
        from {{ ref("int_quotes__stated") }} as stated
        inner join
            {{ ref("int_quote_amounts__converted") }} as amounts
            on amounts.source_system = stated.source_system
            and amounts.source_object = stated.source_object
            and amounts.source_id = stated.source_id
        left join
            {{ ref("fct_opportunity") }} as opportunities
            on opportunities.opportunity_key = stated.opportunity_key
    )

select
    {{ source_key("source_system", "source_object", "source_id") }} as quote_key,
    source_system,
    source_object,
    source_id,
    quote_number,
    name,
    opportunity_key,
    is_counted,
    is_standing,
    status,
    status_text,
    is_synced,
    created_date,
    expires_date,
    accepted_date,
    {{ money("list_amount") }} as list_amount,
    {{ ratio_of_amounts("list_amount - net_amount", "list_amount") }} as discount_ratio,
    {{ money("total_amount") }} as total_amount,
    amount,
    currency_code,
    amount_corporate,
    amount_conversion,
    amount_state,
    opportunity_amount,
    case
        when amount_state in ('agree', 'differ')
        then cast(amount - opportunity_amount as {{ money_type() }})
    end as difference,
    is_of_won_opportunity
from compared
