{{ config(materialized="by_key", key=["person_key"]) }}
{#- Each touch once, by the record that tells most of it. Its channel is that of source and medium together,
    of the source, of the medium, else of the type of touch. -#}
with
    touches as (
        select records.*, matched.count_records
        from {{ ref("int_touches__identified") }} as records
        inner join
            {{ ref("int_touches__matched") }} as matched
            on matched.record_key = records.record_key
            and matched.place_in_touch = 1
        where
            {{ due("records.person_key", ref("int_touches__fingerprinted")) }}
            and {{ due("matched.person_key", ref("int_touches__fingerprinted")) }}
    ),

    placed as (
        select
            touches.*,
            types.is_marketing as is_of_marketing,
            types.is_credited as is_of_credited_type,
            coalesce(
                by_both.channel,
                by_source.channel,
                own_channels.code,
                by_medium.channel,
                case
                    when touches.source_value is null and touches.utm_medium is null
                    then types.channel
                end,
                {{ channel_of("coalesce(touches.source_value, touches.utm_medium)", "null") }}
            ) as channel
        from touches
        left join {{ ref("glossary_touch_types") }} as types on types.code = touches.touch_type
        left join
            {{ ref("glossary_source_channels") }} as by_both
            on by_both.system = touches.source_system
            and by_both.normalised_value
            = {{ comparable_source("touches.source_value || '/' || touches.utm_medium") }}
        left join
            {{ ref("glossary_source_channels") }} as by_source
            on by_source.system = touches.source_system
            and by_source.normalised_value = {{ comparable_source("touches.source_value") }}
        left join
            {{ ref("glossary_channels") }} as own_channels
            on {{ comparable_source("own_channels.code") }}
            = {{ comparable_source("touches.source_value") }}
        left join
            {{ ref("glossary_source_channels") }} as by_medium
            on by_medium.system = touches.source_system
            and by_medium.normalised_value = {{ comparable_source("touches.utm_medium") }}
    )

select
    placed.record_key as touchpoint_key,
    placed.touch_at,
    placed.touch_date,
    placed.dated_by,
    placed.person_key,
    persons.account_key,
    placed.touch_type,
    placed.channel,
    placed.utm_source,
    placed.utm_medium,
    placed.utm_campaign,
    placed.utm_content,
    placed.utm_term,
    placed.campaign_key,
    placed.name as content,
    placed.content_key,
    coalesce(
        placed.is_of_marketing
        -- a channel that is somebody else's; who does not know the channel takes nothing away
        and (channels.is_marketing or placed.channel in ('unmapped', 'unknown')),
        false
    ) as is_marketing,
    placed.is_human,
    coalesce(placed.is_of_credited_type and placed.is_human, false) as is_credited,
    placed.count_records,
    placed.source_system,
    placed.source_object,
    placed.source_id
from placed
left join {{ ref("glossary_channels") }} as channels on channels.code = placed.channel
left join {{ ref("dim_person") }} as persons on persons.person_key = placed.person_key
