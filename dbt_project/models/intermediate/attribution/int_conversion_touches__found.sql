{{ config(materialized="by_key", key=["opportunity_key"], keys_at_once=100000) }}
{#- One row per conversion and touch that may have a share in it, in order. -#}
{%- set conversion = "opportunity_key, conversion" %}
with
    conversions as (
        select *
        from {{ ref("int_conversions__dated") }}
        where {{ due("opportunity_key", ref("int_conversions__fingerprinted")) }}
    ),

    touches as (
        select
            touches.touchpoint_key,
            touches.person_key,
            touches.touch_at,
            touches.channel,
            touches.campaign_key,
            touches.source_system,
            touches.source_object,
            touches.source_id,
            types.rank as type_rank,
            types.lookback_days,
            channels.is_direct
        from {{ ref("fct_touchpoint") }} as touches
        inner join {{ ref("glossary_touch_types") }} as types on types.code = touches.touch_type
        left join {{ ref("glossary_channels") }} as channels on channels.code = touches.channel
        where touches.is_credited
    ),

    found as (
        select
            conversions.opportunity_key,
            conversions.conversion,
            conversions.created_at,
            conversions.lead_created_at,
            people.is_by_account,
            touches.touchpoint_key,
            touches.person_key,
            touches.touch_at,
            touches.channel,
            touches.campaign_key,
            coalesce(touches.is_direct, false) as is_direct,
            cast(
                row_number() over (
                    partition by conversions.opportunity_key, conversions.conversion
                    order by {{ touch_order("touches") }}
                ) as bigint
            ) as position
        from conversions
        inner join
            {{ ref("int_opportunity_buyers__found") }} as people
            on people.opportunity_key = conversions.opportunity_key
        inner join
            touches
            on touches.person_key = people.person_key
            and touches.touch_at <= conversions.touches_until
            and touches.touch_at
            >= {{ dbt.dateadd("day", "-touches.lookback_days", "conversions.looked_back_from") }}
    ),

    described as (
        select
            found.*,
            cast(count(*) over (partition by {{ conversion }}) as bigint) as count_touches,
            max(touch_at) over (partition by {{ conversion }}) as last_touch_at,
            cast(
                count(*) over (partition by {{ conversion }}, channel) as bigint
            ) as count_of_channel,
            min(position) over (partition by {{ conversion }}, channel) as first_of_channel,
            min(case when not is_direct then position end) over (
                partition by {{ conversion }}
            ) as first_not_direct,
            max(case when not is_direct then position end) over (
                partition by {{ conversion }}
            ) as last_not_direct,
            max(case when touch_at <= lead_created_at then position end) over (
                partition by {{ conversion }}
            ) as lead_created,
            max(case when touch_at <= created_at then position end) over (
                partition by {{ conversion }}
            ) as opportunity_created
        from found
    )

select
    opportunity_key,
    conversion,
    touchpoint_key,
    person_key,
    touch_at,
    channel,
    campaign_key,
    is_by_account,
    position,
    count_touches,
    count_of_channel,
    position = first_of_channel as is_first_of_channel,
    cast({{ dbt.datediff("touch_at", "last_touch_at", "second") }} as {{ double_type() }})
    / 86400 as days_before_last,
    position = 1 as is_first,
    position = coalesce(first_not_direct, 1) as is_first_not_direct,
    position = count_touches as is_last,
    position = coalesce(last_not_direct, count_touches) as is_last_not_direct,
    coalesce(position = lead_created, false) as is_lead_created,
    coalesce(position = opportunity_created, false) as is_opportunity_created,
    conversion = 'won' and position = count_touches as is_closed
from described
