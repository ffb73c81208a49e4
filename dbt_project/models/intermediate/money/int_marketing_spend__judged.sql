{#- One row per statement of a cost: whether it counts, how much of it, and why the rest does not. -#}
{%- set contains = glossary("parent_campaign_cost") | trim | replace("'", "") == "total" -%}
with
    told as (select * from {{ ref("int_marketing_spend__told") }}),

    judged as (
        select
            told.source_system,
            told.source_object,
            told.source_id,
            converted.currency_code,
            converted.amount_corporate,
            converted.amount_conversion,
            beaten.finer_system,
            nested.parts_amount,
            case
                when told.amount is null
                then 'no_amount'
                when told.spent_from > {{ reporting_day() }}
                then 'to_come'
                when beaten.teller_key is not null and told.cost_basis <> 'people'
                then 'told_more_finely'
                when nested.parts_amount = nested.own_amount
                then 'told_by_its_parts'
                when nested.parts_amount < nested.own_amount
                then 'counted_beyond_its_parts'
                else 'counted'
            end as counting
        from told
        inner join
            {{ ref("int_marketing_spend__converted") }} as converted
            on converted.source_system = told.source_system
            and converted.source_object = told.source_object
            and converted.source_id = told.source_id
        left join
            {{ ref("int_campaign_tellers__beaten") }} as beaten
            on beaten.teller_key = told.teller_key
        left join
            {{ ref("int_campaign_costs__nested") }} as nested
            on told.detail = 'total'
            and {{ "true" if contains else "false" }}
            and nested.source_system = told.record_system
            and nested.source_object = told.record_object
            and nested.source_id = told.record_id
    )

select
    source_system,
    source_object,
    source_id,
    currency_code,
    amount_corporate,
    amount_conversion,
    counting,
    counting in ('counted', 'counted_beyond_its_parts') as is_counted,
    case when counting = 'told_more_finely' then finer_system end as told_instead_by,
    cast(
        case
            when counting = 'counted'
            then amount_corporate
            when counting = 'counted_beyond_its_parts'
            then amount_corporate - parts_amount
        end as {{ money_type() }}
    ) as counted_amount_corporate
from judged
