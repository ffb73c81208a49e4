{#- No model reads yet: referrer. It tells which page led here. -#}
select
    id as view_id,
    {{ blank_to_null("contact_id") }} as contact_id,
    occurredat as viewed_at,
    {{ blank_to_null("url") }} as page_url,
    {{ page_of("url") }} as page,
    {{ blank_to_null("title") }} as title,
    {{ blank_to_null("page_id") }} as page_id,
    {{ blank_to_null("referrer") }} as referrer,
    {{ blank_to_null("user_agent") }} as user_agent,
    {{ blank_to_null("visit_source") }} as visit_source,
    {{ blank_to_null("utm_source") }} as utm_source,
    {{ blank_to_null("utm_medium") }} as utm_medium,
    {{ blank_to_null("utm_campaign") }} as utm_campaign,
    {{ blank_to_null("utm_content") }} as utm_content,
    {{ blank_to_null("utm_term") }} as utm_term,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "page_views") }}
