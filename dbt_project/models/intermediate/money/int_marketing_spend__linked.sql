{#- One row per statement of a cost: the record of its campaign, what that says, and its channel. The rules
    are written out in docs/money.md. -#}
with
    statements as (select * from {{ ref("cnf_marketing_spend") }}),

    campaigns as (select * from {{ ref("int_campaigns__placed") }}),

    -- the record of a campaign: the one that is named, or whose id or UTM stands in the file
    linked as (
        select
            statements.source_system as teller,
            statements.source_object as teller_object,
            statements.source_id as teller_id,
            1 as how,
            campaigns.source_system,
            campaigns.source_object,
            campaigns.source_id
        from statements
        inner join
            campaigns
            on campaigns.source_system = statements.source_system
            and campaigns.source_object = statements.campaign_object
            and campaigns.source_id = statements.campaign_id
        union all
        select
            statements.source_system as teller,
            statements.source_object as teller_object,
            statements.source_id as teller_id,
            2 as how,
            campaigns.source_system,
            campaigns.source_object,
            campaigns.source_id
        from statements
        inner join campaigns on campaigns.source_id = {{ trimmed("statements.campaign_name") }}
        union all
        select
            statements.source_system as teller,
            statements.source_object as teller_object,
            statements.source_id as teller_id,
            3 as how,
            campaigns.source_system,
            campaigns.source_object,
            campaigns.source_id
        from statements
        inner join
            campaigns
            on {{ comparable_source("campaigns.utm_campaign") }}
            = {{ comparable_source("statements.campaign_name") }}
    ),

    chosen as (
        select
            linked.*,
            row_number() over (
                partition by teller, teller_object, teller_id
                order by how, source_system, source_object, {{ byte_order("source_id") }}
            ) as place
        from linked
    ),

    described as (
        select
            statements.*,
            case
                when statements.detail in ('day', 'period')
                then 1
                when statements.detail = 'item'
                then 2
                else 3
            end as detail_rank,
            campaigns.source_system as record_system,
            campaigns.source_object as record_object,
            campaigns.source_id as record_id,
            coalesce(campaigns.name, {{ blank_to_null("statements.campaign_name") }}) as told_name,
            campaigns.start_date,
            campaigns.end_date,
            campaigns.created_date,
            coalesce(
                mapped.channel,
                own.code,
                case when statements.source_value is null then campaigns.channel end
            ) as known_channel,
            {{ reporting_date("statements.noted_at") }} as noted_date
        from statements
        left join
            chosen
            on chosen.teller = statements.source_system
            and chosen.teller_object = statements.source_object
            and chosen.teller_id = statements.source_id
            and chosen.place = 1
        left join
            campaigns
            on campaigns.source_system = chosen.source_system
            and campaigns.source_object = chosen.source_object
            and campaigns.source_id = chosen.source_id
        left join
            {{ ref("glossary_source_channels") }} as mapped
            on mapped.system = statements.source_system
            and mapped.normalised_value = {{ comparable_source("statements.source_value") }}
        left join
            {{ ref("glossary_channels") }} as own
            on {{ comparable_source("own.code") }}
            = {{ comparable_source("statements.source_value") }}
    ),

    -- where one says nothing of a channel, all others of that name that do say one
    named as (
        select comparable_name, min(channel) as channel
        from
            (
                select {{ comparable_source("name") }} as comparable_name, channel
                from campaigns
                union all
                select {{ comparable_source("told_name") }} as comparable_name, known_channel
                from described
            ) as channels
        where channel not in ('unknown', 'unmapped')
        group by comparable_name
        having min(channel) = max(channel)
    )

select
    described.*,
    {{ comparable_source("described.told_name") }} as comparable_name,
    nullif(nullif(described.known_channel, 'unknown'), 'unmapped') as own_channel,
    case
        when described.known_channel is not null
        then described.known_channel
        when described.source_value is not null
        then 'unmapped'
        else coalesce(named.channel, 'unknown')
    end as channel
from described
left join named on named.comparable_name = {{ comparable_source("described.told_name") }}
