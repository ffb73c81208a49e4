{#- One row per quote: what it comes to (without taxes and fees where the system tells that), and the same in
    the corporate currency, by the rate by which its opportunity's amount is converted; one of no
    opportunity by that of the day it was made (see converted_amounts). -#}
with
    offered as (
        select
            quotes.source_system,
            quotes.source_object,
            quotes.source_id,
            {{ money("coalesce(quotes.net_amount, quotes.total_amount)") }} as amount,
            cast(null as {{ money_type() }}) as home_amount,
            upper(coalesce(quotes.currency_code, records.currency_code)) as currency_code,
            -- what is in another currency than its opportunity was not converted by that one's rate
            case
                when
                    records.amount <> 0
                    and coalesce(upper(quotes.currency_code) = upper(records.currency_code), true)
                then
                    cast(records.home_amount as {{ double_type() }})
                    / cast(records.amount as {{ double_type() }})
            end as vendor_rate,
            coalesce(records.close_date, {{ reporting_date("quotes.created_at") }}) as rate_date
        from {{ ref("cnf_quotes") }} as quotes
        left join
            {{ ref("int_opportunity_records__described") }} as records
            on records.source_system = quotes.source_system
            and records.source_object = quotes.opportunity_object
            and records.source_id = quotes.opportunity_id
    )

    {{ converted_amounts("offered", ["source_system", "source_object", "source_id"]) }}
