{#- Each touch once, by the record that tells most of it. Its channel is that of source and medium together,
    of the source, of the medium, else of the type of touch. Its campaign is the one that it tells itself, else
    that of what was met, unless the campaign had not begun by then. -#}
with
    touches as (
        select records.*, matched.count_records
        from {{ ref("int_touches__identified") }} as records
        inner join
            {{ ref("int_touches__matched") }} as matched
            on matched.record_key = records.record_key
            and matched.place_in_touch = 1
    ),

    campaigns as (select * from {{ ref("dim_campaign") }}),

    contents as (
        select contents.content_key, contents.campaign_key, campaigns.start_date
        from {{ ref("dim_content") }} as contents
        inner join campaigns on campaigns.campaign_key = contents.campaign_key
    ),

    keyed as (
        select
            touches.*,
            {{ source_key("source_system", "content_object", "content_id") }} as content_key
        from touches
    ),

    -- of two campaigns of one name the elder
    campaign_names as (
        select
            campaign_key,
            {{ lower_case(trimmed("name")) }} as comparable_name,
            row_number() over (
                partition by {{ lower_case(trimmed("name")) }}
                order by created_at nulls last, source_system, source_object, campaign_key
            ) as place
        from campaigns
        where name is not null
    ),

    placed as (
        select
            touches.*,
            types.is_marketing as is_of_marketing,
            types.is_credited as is_of_credited_type,
            coalesce(
                own_campaigns.campaign_key, campaign_names.campaign_key, contents.campaign_key
            ) as campaign_key,
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
        from keyed as touches
        left join {{ ref("glossary_touch_types") }} as types on types.code = touches.touch_type
        left join
            campaigns as own_campaigns
            on own_campaigns.source_system = touches.source_system
            and own_campaigns.source_object = touches.campaign_object
            and own_campaigns.source_id = touches.campaign_id
        left join
            campaign_names
            on campaign_names.comparable_name = {{ lower_case(trimmed("touches.utm_campaign")) }}
            and campaign_names.place = 1
        left join
            contents
            on contents.content_key = touches.content_key
            and not coalesce(touches.touch_date < contents.start_date, false)
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
