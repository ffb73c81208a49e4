{#- One row per journey and channel that it came to, in order, touches of one channel in a row being one step.
    The journeys of a deal are what it came to: created, won, lost. Somebody who has a part in no deal is a
    journey that led to none. -#}
{%- set journey = "conversion, journey_key" %}
with
    buyers as (select distinct person_key from {{ ref("int_opportunity_buyers__found") }}),

    strangers as (
        select
            touches.person_key,
            touches.channel,
            row_number() over (
                partition by touches.person_key order by {{ touch_order("touches") }}
            ) as position
        from
            (
                select touchpoints.*, types.rank as type_rank
                from {{ ref("fct_touchpoint") }} as touchpoints
                inner join
                    {{ ref("glossary_touch_types") }} as types
                    on types.code = touchpoints.touch_type
                where touchpoints.is_credited
            ) as touches
        left join buyers on buyers.person_key = touches.person_key
        where buyers.person_key is null
    ),

    touches as (
        select conversion, opportunity_key as journey_key, channel, position
        from {{ ref("int_conversion_touches__found") }}
        union all
        select 'none' as conversion, person_key as journey_key, channel, position
        from strangers
    ),

    preceded as (
        select
            touches.*,
            lag(channel) over (partition by {{ journey }} order by position) as channel_before
        from touches
    )

select
    conversion,
    journey_key,
    cast(position as bigint) as position,
    channel,
    channel_before,
    lead(channel) over (partition by {{ journey }} order by position) as channel_after,
    row_number() over (partition by {{ journey }}, channel order by position)
    = 1 as is_first_of_channel
from preceded
where channel_before is null or channel_before <> channel
