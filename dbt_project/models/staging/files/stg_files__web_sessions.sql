select
    session_id,
    {{ blank_to_null("visitor_id") }} as visitor_id,
    started_at,
    {{ blank_to_null("source") }} as source_value,
    {{ blank_to_null("medium") }} as medium,
    {{ blank_to_null("campaign") }} as campaign,
    {{ blank_to_null("content") }} as content,
    {{ blank_to_null("term") }} as term,
    {{ blank_to_null("landing_page") }} as landing_page,
    {{ blank_to_null("user_agent") }} as user_agent,
    {{ lower_case(blank_to_null("email")) }} as email,
    lower({{ blank_to_null("record_system") }}) as record_system,
    lower({{ blank_to_null("record_object") }}) as record_object,
    {{ blank_to_null("record_id") }} as record_id,
    is_bot,
    {{ audit_columns() }}
from {{ source("raw_files", "web_sessions") }}
