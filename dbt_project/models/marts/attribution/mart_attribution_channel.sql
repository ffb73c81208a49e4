{#- How far the rules disagree about a channel, and what all journeys say of it. -#}
with
    compared as (
        select
            comparison.*,
            row_number() over (
                partition by comparison.conversion, comparison.channel
                order by comparison.weight, {{ byte_order("comparison.model") }}
            ) as place_from_least,
            row_number() over (
                partition by comparison.conversion, comparison.channel
                order by comparison.weight desc, {{ byte_order("comparison.model") }}
            ) as place_from_most
        from {{ ref("mart_attribution_comparison") }} as comparison
    ),

    told as (
        select
            conversion,
            channel,
            max(case when place_from_least = 1 then model end) as least_model,
            max(case when place_from_least = 1 then weight end) as least_weight,
            max(case when place_from_least = 1 then weight_ratio end) as least_ratio,
            max(case when place_from_most = 1 then model end) as most_model,
            max(case when place_from_most = 1 then weight end) as most_weight,
            max(case when place_from_most = 1 then weight_ratio end) as most_ratio
        from compared
        group by conversion, channel
    ),

    -- each journey once for each channel that it came to, whatever came of it
    journeys as (
        select channel, conversion as outcome, cast(count(*) as bigint) as count_journeys
        from {{ ref("int_journey_steps__ordered") }}
        where is_first_of_channel
        group by channel, conversion
    ),

    met as (
        select
            told.conversion,
            told.channel,
            sum(journeys.count_journeys) as count_journeys,
            sum(
                case when journeys.outcome = told.conversion then journeys.count_journeys else 0 end
            ) as count_converting_journeys
        from told
        inner join
            journeys
            on journeys.channel = told.channel
            and (
                journeys.outcome in ('none', told.conversion)
                or (journeys.outcome = 'lost' and told.conversion = 'won')
            )
        group by told.conversion, told.channel
    ),

    removals as (
        select removals.*, sum(removal_effect) over (partition by conversion) as removal_effects
        from {{ ref("int_channel_removals__solved") }} as removals
    )

select
    told.conversion,
    told.channel,
    told.least_model,
    told.least_weight,
    told.least_ratio,
    told.most_model,
    told.most_weight,
    told.most_ratio,
    cast(told.most_weight - told.least_weight as decimal(24, 12)) as weight_range,
    cast(told.most_ratio - told.least_ratio as decimal(18, 6)) as ratio_range,
    cast(met.count_journeys as bigint) as count_journeys,
    cast(met.count_converting_journeys as bigint) as count_converting_journeys,
    removals.removal_effect,
    cast(
        cast(removals.removal_effect as {{ double_type() }})
        / nullif(cast(removals.removal_effects as {{ double_type() }}), 0) as decimal(18, 6)
    ) as removal_credit_ratio
from told
left join met on met.conversion = told.conversion and met.channel = told.channel
left join removals on removals.conversion = told.conversion and removals.channel = told.channel
