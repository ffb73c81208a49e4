{#- One row per record of a touch and person: who it was, and when. A record that is named counts before an
    address; whoever is told in neither way is whom the other visits of the same visitor tell, if those
    tell of one person. Sales touched whom it reached: a talk, a reply, a meeting that was held. Its campaign
    is the one that it tells itself, by record or by name, else that of what was met, unless the campaign had
    not begun by then. -#}
with
    -- an address of two people tells of neither
    addresses as (
        select email, min(person_key) as person_key
        from {{ ref("bridge_person_email") }}
        group by email
        having count(distinct person_key) = 1
    ),

    named as (
        select touches.*, coalesce(records.person_key, addresses.person_key) as named_person_key
        from {{ ref("cnf_touches") }} as touches
        left join
            {{ ref("bridge_person_source") }} as records
            on records.source_system = touches.person_system
            and records.source_object = touches.person_object
            and records.source_id = touches.person_id
        left join addresses on addresses.email = touches.email
    ),

    visitors as (
        select source_system, visitor_id, min(named_person_key) as person_key
        from named
        where visitor_id is not null and named_person_key is not null
        group by source_system, visitor_id
        having count(distinct named_person_key) = 1
    ),

    told as (
        select
            named.source_system,
            named.source_object,
            named.source_id,
            coalesce(named.named_person_key, visitors.person_key) as person_key,
            named.touch_type,
            named.source_system
            || ':'
            || coalesce(named.person_object || ':' || named.person_id, '') as told_by,
            coalesce(
                named.touched_at, {{ start_of_reporting_date("named.touched_day") }}
            ) as touch_at,
            coalesce(named.touched_day, {{ reporting_date("named.touched_at") }}) as touch_date,
            case when named.touched_at is null then 'day' else 'instant' end as dated_by,
            named.name,
            named.content_object,
            named.content_id,
            named.campaign_object,
            named.campaign_id,
            coalesce(named.source_value, named.utm_source) as source_value,
            named.utm_source,
            named.utm_medium,
            named.utm_campaign,
            named.utm_content,
            named.utm_term,
            not coalesce(named.is_machine, false) as is_human
        from named
        left join
            visitors
            on visitors.source_system = named.source_system
            and visitors.visitor_id = named.visitor_id
        union all
        select distinct
            source_system,
            source_object,
            source_id,
            person_key,
            activity_type as touch_type,
            source_system || ':' as told_by,
            happened_at as touch_at,
            {{ reporting_date("happened_at") }} as touch_date,
            'instant' as dated_by,
            {{ nothing("text") }} as name,
            {{ nothing("text") }} as content_object,
            {{ nothing("text") }} as content_id,
            {{ nothing("text") }} as campaign_object,
            {{ nothing("text") }} as campaign_id,
            {{ nothing("text") }} as source_value,
            {{ nothing("text") }} as utm_source,
            {{ nothing("text") }} as utm_medium,
            {{ nothing("text") }} as utm_campaign,
            {{ nothing("text") }} as utm_content,
            {{ nothing("text") }} as utm_term,
            true as is_human
        from {{ ref("int_sales_activities__described") }}
        where is_contact
    ),

    keyed as (
        select
            told.*,
            {{ key_of(["source_system", "source_object", "source_id", "person_key"]) }}
            as record_key,
            {{ source_key("source_system", "content_object", "content_id") }} as content_key
        from told
        where
            person_key is not null and touch_at is not null and touch_date <= {{ reporting_day() }}
    ),

    campaigns as (select * from {{ ref("dim_campaign") }}),

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

    contents as (
        select contents.content_key, contents.campaign_key, campaigns.start_date
        from {{ ref("dim_content") }} as contents
        inner join campaigns on campaigns.campaign_key = contents.campaign_key
    )

select
    touches.*,
    coalesce(
        own_campaigns.campaign_key, campaign_names.campaign_key, contents.campaign_key
    ) as campaign_key
from keyed as touches
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
