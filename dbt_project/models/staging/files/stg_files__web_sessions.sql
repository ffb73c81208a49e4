select
    session_id,
    {{ blank_to_null("visitor_id") }} as visitor_id,
    started_at,
    {{ blank_to_null("source") }} as source_value,
    {{ blank_to_null("landing_page") }} as landing_page,
    {{ blank_to_null("user_agent") }} as user_agent,
    is_bot,
    {{ audit_columns() }}
from {{ source("raw_files", "web_sessions") }}
