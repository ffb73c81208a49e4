{#- One row per line that counts, with its opportunity. Where several records are one opportunity their
    lines are the same sale told twice: those of the record that represents it count, or, where that one
    has none, those of the first that has some. A list price of 0 is none: so stands in a price book what
    is priced deal by deal. -#}
with
    lines as (
        select
            lines.*,
            records.opportunity_key,
            records.is_main,
            records.close_date,
            upper(coalesce(lines.currency_code, records.currency_code)) as line_currency,
            records.currency_code as record_currency,
            case
                when records.amount <> 0
                then
                    cast(records.home_amount as {{ double_type() }})
                    / cast(records.amount as {{ double_type() }})
            end as vendor_rate
        from {{ ref("cnf_opportunity_lines") }} as lines
        inner join
            {{ ref("int_opportunity_records__described") }} as records
            on records.source_system = lines.source_system
            and records.source_object = lines.opportunity_object
            and records.source_id = lines.opportunity_id
    ),

    tellers as (
        select
            opportunity_key,
            source_system,
            opportunity_object,
            opportunity_id,
            row_number() over (
                partition by opportunity_key
                order by
                    case when is_main then 0 else 1 end,
                    source_system,
                    opportunity_object,
                    length(opportunity_id),
                    {{ byte_order("opportunity_id") }}
            ) as row_rank
        from
            (
                select distinct
                    opportunity_key, source_system, opportunity_object, opportunity_id, is_main
                from lines
            ) as records_with_lines
    )

select
    lines.source_system,
    lines.source_object,
    lines.source_id,
    lines.opportunity_key,
    identified.product_key,
    identified.source_object as product_object,
    identified.source_id as product_id,
    lines.is_main as is_told_by_main,
    coalesce(lines.close_date, {{ reporting_day() }}) as sold_on,
    lines.quantity,
    nullif(lines.list_price, 0) as list_price,
    lines.net_amount,
    lines.unit_cost,
    lines.line_currency as currency_code,
    -- a line in another currency than its deal's was not converted by the deal's rate
    case
        when coalesce(lines.line_currency = upper(lines.record_currency), true)
        then lines.vendor_rate
    end as vendor_rate,
    lines.created_at,
    lines.modified_at
from lines
inner join
    tellers
    on tellers.opportunity_key = lines.opportunity_key
    and tellers.source_system = lines.source_system
    and tellers.opportunity_object = lines.opportunity_object
    and tellers.opportunity_id = lines.opportunity_id
    and tellers.row_rank = 1
inner join
    {{ ref("int_products__identified") }} as identified
    on identified.source_system = lines.source_system
    and identified.source_object = coalesce(lines.product_object, lines.source_object)
    and identified.source_id = coalesce(lines.product_id, lines.source_id)
