{#- A machine is known by what the file says, or by the name under which it looks at pages.
    No unit test: columns by other names; companies of the tests drop such files, and journeys too. -#}
select
    'web_sessions' as source_object,
    session_id as source_id,
    'web_session' as touch_type,
    record_system as person_system,
    record_object as person_object,
    record_id as person_id,
    email,
    visitor_id,
    {{ nothing("text") }} as campaign_object,
    {{ nothing("text") }} as campaign_id,
    {{ nothing("text") }} as evidence_source,
    landing_page as name,
    'web_pages' as content_object,
    {{ page_of("landing_page") }} as content_id,
    source_value,
    coalesce(source_value, {{ query_value("landing_page", "utm_source") }}) as utm_source,
    coalesce(medium, {{ query_value("landing_page", "utm_medium") }}) as utm_medium,
    coalesce(campaign, {{ query_value("landing_page", "utm_campaign") }}) as utm_campaign,
    coalesce(content, {{ query_value("landing_page", "utm_content") }}) as utm_content,
    coalesce(term, {{ query_value("landing_page", "utm_term") }}) as utm_term,
    coalesce(is_bot, {{ is_name_of_machine("user_agent") }}) as is_machine,
    started_at as touched_at,
    {{ nothing("date") }} as touched_day
from {{ ref("stg_files__web_sessions") }}
where not is_deleted and started_at is not null
union all
select
    'interactions' as source_object,
    interaction_id as source_id,
    touch_type,
    record_system as person_system,
    record_object as person_object,
    record_id as person_id,
    email,
    {{ nothing("text") }} as visitor_id,
    {{ nothing("text") }} as campaign_object,
    {{ nothing("text") }} as campaign_id,
    {{ nothing("text") }} as evidence_source,
    name,
    case when content_id is not null then 'content_pieces' end as content_object,
    content_id,
    source_value,
    source_value as utm_source,
    medium as utm_medium,
    campaign as utm_campaign,
    content as utm_content,
    term as utm_term,
    coalesce(is_bot, {{ is_name_of_machine("user_agent") }}) as is_machine,
    happened_at as touched_at,
    {{ nothing("date") }} as touched_day
from {{ ref("stg_files__interactions") }}
where not is_deleted and happened_at is not null
