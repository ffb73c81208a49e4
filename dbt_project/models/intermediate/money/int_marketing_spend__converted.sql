{#- One row per statement of a cost: the amount, and the same in the corporate currency by the rate of its
    last day, or today's while that is to come (see converted_amounts). What a file tells without a
    currency is in the company's own. -#}
with
    told as (select * from {{ ref("int_marketing_spend__told") }}),

    owners as (select source_system from {{ ref("cnf_source_accounts") }}),

    dated as (
        select
            told.source_system,
            told.source_object,
            told.source_id,
            told.amount,
            cast(null as {{ money_type() }}) as home_amount,
            coalesce(
                told.currency_code,
                case when owners.source_system is null then chosen.corporate_currency end
            ) as currency_code,
            {{ nothing("number") }} as vendor_rate,
            {{ least_of(["told.spent_to", reporting_day()]) }} as rate_date
        from told
        cross join {{ ref("int_currencies__chosen") }} as chosen
        left join owners on owners.source_system = told.source_system
    )

    {{ converted_amounts("dated", ["source_system", "source_object", "source_id"]) }}
