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
    )

select
    whole.model,
    whole.conversion,
    channels.channel,
    cast(coalesce(summed.count_opportunities, 0) as bigint) as count_opportunities,
    cast(coalesce(summed.weight, 0) as decimal(24, 12)) as weight,
    cast(
        cast(coalesce(summed.weight, 0) as {{ double_type() }})
        / whole.weight as {{ double_type() }}
    ) as weight_ratio,
    -- of deals without an amount nobody knows what they bring
    case
        when whole.attributed_amount is null or summed.count_opportunities is null
        then case when whole.attributed_amount is not null then cast(0 as {{ money_type() }}) end
        else cast(summed.attributed_amount as {{ money_type() }})
    end as attributed_amount,
    case
        when whole.attributed_amount > 0
        then
            cast(
                case
                    when summed.count_opportunities is null then 0 else summed.attributed_amount
                end as {{ double_type() }}
            )
            / whole.attributed_amount
    end as amount_ratio
from whole
inner join channels on channels.conversion = whole.conversion
left join
    summed
    on summed.model = whole.model
    and summed.conversion = whole.conversion
    and summed.channel = channels.channel
