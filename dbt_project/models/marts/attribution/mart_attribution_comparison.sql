{#- Every rule beside every other: what each gives each channel. A channel that one rule credits and another does
    not has nothing under the other, and that is known. -#}
with
    parts as (select * from {{ ref("fct_attribution") }}),

    channels as (select distinct conversion, channel from parts),

    summed as (
        select
            model,
            conversion,
            channel,
            count(distinct opportunity_key) as count_opportunities,
            sum(weight) as weight,
            sum(attributed_amount) as attributed_amount
        from parts
        group by model, conversion, channel
    ),

    whole as (
        select model, conversion, sum(weight) as weight, sum(attributed_amount) as attributed_amount
        from summed
        group by model, conversion
    ),

    placed as (
        select
            whole.model,
            whole.conversion,
            channels.channel,
            coalesce(summed.count_opportunities, 0) as count_opportunities,
            coalesce(summed.weight, 0) as weight,
            -- of deals without an amount nobody knows what they bring
            case
                when whole.attributed_amount is null
                then null
                when summed.model is null
                then 0
                else summed.attributed_amount
            end as attributed_amount,
            whole.weight as whole_weight,
            whole.attributed_amount as whole_amount
        from whole
        inner join channels on channels.conversion = whole.conversion
        left join
            summed
            on summed.model = whole.model
            and summed.conversion = whole.conversion
            and summed.channel = channels.channel
    )

select
    model,
    conversion,
    channel,
    cast(count_opportunities as bigint) as count_opportunities,
    cast(weight as decimal(24, 12)) as weight,
    cast(cast(weight as {{ double_type() }}) / whole_weight as decimal(18, 6)) as weight_ratio,
    cast(attributed_amount as {{ money_type() }}) as attributed_amount,
    cast(
        case
            when whole_amount > 0 then cast(attributed_amount as {{ double_type() }}) / whole_amount
        end as decimal(18, 6)
    ) as amount_ratio
from placed
