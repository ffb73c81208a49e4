{{ config(materialized="by_key", key=["opportunity_key", "model"], keys_at_once=50000) }}
{#- The share of a touch in what the touches of its conversion take is its weight. Weights are rounded to
    twelve places and money to four by their running totals: a touch has what the total up to it is more than
    the total before it, so that the parts add up to the whole, and no touch carries the rounding of all. What
    a rule gives that looks at all journeys is made anew when any of them changed. -#}
{%- set parts = "partition by opportunity_key, conversion, code order by position" -%}
{%- set key = "case when taken.removal_share > 0 then taken.code else taken.opportunity_key end" -%}
with
    met as (
        select
            touches.opportunity_key,
            touches.conversion,
            sum(removals.removal_effect) as sum_removal_effects
        from {{ ref("int_conversion_touches__found") }} as touches
        inner join
            {{ ref("int_channel_removals__solved") }} as removals
            on removals.conversion = touches.conversion
            and removals.channel = touches.channel
        where touches.is_first_of_channel
        group by touches.opportunity_key, touches.conversion
    ),

    conversions as (
        select
            taken.*,
            case
                when taken.removal_share > 0 then met.sum_removal_effects
            end as sum_removal_effects
        from {{ ref("int_conversion_shares__taken") }} as taken
        left join
            met on met.opportunity_key = taken.opportunity_key and met.conversion = taken.conversion
        where {{ due(key, ref("int_credits__fingerprinted")) }}
    ),

    shared as (
        select
            conversions.code,
            conversions.conversion,
            conversions.opportunity_key,
            conversions.amount_corporate,
            conversions.count_touches,
            conversions.shares_taken,
            touches.touchpoint_key,
            touches.person_key,
            touches.touch_at,
            touches.channel,
            touches.campaign_key,
            touches.is_by_account,
            touches.position,
            {{ milestone_share("touches", "conversions") }} as milestone_share,
            case
                when conversions.count_rest > 0
                then conversions.rest_share / conversions.count_rest
                else 0
            end as share_of_rest,
            conversions.even_share / conversions.count_touches as share_of_all,
            case
                when conversions.decay_share > 0
                then
                    conversions.decay_share
                    * {{ share_not_faded("touches", "conversions") }}
                    / conversions.sum_not_faded
                else 0
            end as share_by_age,
            {{ share_by_channel("touches", "conversions", "removals") }} as share_by_channel
        from conversions
        inner join
            {{ ref("int_conversion_touches__found") }} as touches
            on touches.opportunity_key = conversions.opportunity_key
            and touches.conversion = conversions.conversion
        left join
            {{ ref("int_channel_removals__solved") }} as removals
            on removals.conversion = touches.conversion
            and removals.channel = touches.channel
        where conversions.shares_taken > 0
    ),

    summed as (
        select
            shared.*,
            cast(
                sum(
                    {{
                        exact_share(
                            "(case when milestone_share > 0 then milestone_share else share_of_rest end"
                            ~ " + share_of_all + share_by_age + share_by_channel) / shares_taken"
                        )
                    }}
                ) over ({{ parts }} rows unbounded preceding) as {{ double_type() }}
            ) as weight_until
        from shared
        where milestone_share + share_of_rest + share_of_all + share_by_age + share_by_channel > 0
    ),

    rounded as (
        select summed.*, {{ ratio_of_twelve_places("weight_until") }} as whole_weight from summed
    ),

    priced as (
        select
            rounded.*,
            cast(round(amount_corporate * whole_weight, 4) as {{ money_type() }}) as whole_amount
        from rounded
    )

select
    code as model,
    conversion,
    opportunity_key,
    touchpoint_key,
    person_key,
    touch_at,
    channel,
    campaign_key,
    position,
    count_touches,
    is_by_account,
    cast(
        whole_weight - coalesce(lag(whole_weight) over ({{ parts }}), 0) as decimal(18, 12)
    ) as weight,
    cast(
        whole_amount - coalesce(lag(whole_amount) over ({{ parts }}), 0) as {{ money_type() }}
    ) as attributed_amount
from priced
union all
select
    code as model,
    conversion,
    opportunity_key,
    {{ nothing("text") }} as touchpoint_key,
    {{ nothing("text") }} as person_key,
    {{ nothing("timestamp") }} as touch_at,
    'unattributed' as channel,
    {{ nothing("text") }} as campaign_key,
    {{ nothing("bigint") }} as position,
    count_touches,
    {{ nothing("boolean") }} as is_by_account,
    cast(1 as decimal(18, 12)) as weight,
    amount_corporate as attributed_amount
from conversions
where shares_taken = 0
