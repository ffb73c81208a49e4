{#- Pages that somebody saw, by the file of visits, and what the file of content names. -#}
select
    'web_pages' as source_object,
    {{ page_of("landing_page") }} as source_id,
    'page' as content_kind,
    {{ page_of("landing_page") }} as name,
    {{ nothing("text") }} as title,
    {{ nothing("text") }} as campaign_object,
    {{ nothing("text") }} as campaign_id,
    {{ nothing("text") }} as campaign_name,
    min(started_at) as made_at
from {{ ref("stg_files__web_sessions") }}
where not is_deleted and started_at is not null and {{ page_of("landing_page") }} is not null
group by {{ page_of("landing_page") }}
union all
select
    'content_pieces' as source_object,
    content_id as source_id,
    content_kind,
    name,
    title,
    {{ nothing("text") }} as campaign_object,
    {{ nothing("text") }} as campaign_id,
    campaign as campaign_name,
    made_at
from {{ ref("stg_files__content_pieces") }}
where not is_deleted
