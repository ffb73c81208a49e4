{#- One row per line that counts and amount of it (list, net, cost), and the same in the corporate currency,
    by the rate by which its opportunity's amount is converted (see converted_amounts). -#}
with
    lines as (select * from {{ ref("int_opportunity_lines__chosen") }}),

    costed as (select * from {{ ref("int_opportunity_lines__costed") }}),

    told as (
        select
            source_system,
            source_object,
            source_id,
            'list' as measure,
            {{ money("quantity * list_price") }} as amount,
            currency_code,
            vendor_rate,
            sold_on as rate_date
        from lines
        union all
        select
            source_system,
            source_object,
            source_id,
            'net' as measure,
            {{ money("net_amount") }} as amount,
            currency_code,
            vendor_rate,
            sold_on as rate_date
        from lines
        union all
        select
            lines.source_system,
            lines.source_object,
            lines.source_id,
            'cost' as measure,
            {{ money("lines.quantity * cast(costed.unit_cost as " ~ double_type() ~ ")") }}
            as amount,
            costed.cost_currency_code as currency_code,
            -- the rate of the deal is that of its own currency
            case
                when costed.cost_currency_code = lines.currency_code then lines.vendor_rate
            end as vendor_rate,
            lines.sold_on as rate_date
        from lines
        inner join
            costed
            on costed.source_system = lines.source_system
            and costed.source_object = lines.source_object
            and costed.source_id = lines.source_id
    ),

    amounts as (select told.*, cast(null as {{ money_type() }}) as home_amount from told)

    {{ converted_amounts("amounts", ["source_system", "source_object", "source_id", "measure"]) }}
