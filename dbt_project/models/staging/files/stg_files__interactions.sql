select
    interaction_id,
    lower({{ blank_to_null("touch_type") }}) as touch_type,
    happened_at,
    {{ blank_to_null("name") }} as name,
    {{ lower_case(blank_to_null("email")) }} as email,
    lower({{ blank_to_null("record_system") }}) as record_system,
    lower({{ blank_to_null("record_object") }}) as record_object,
    {{ blank_to_null("record_id") }} as record_id,
    {{ blank_to_null("source") }} as source_value,
    {{ blank_to_null("medium") }} as medium,
    {{ blank_to_null("campaign") }} as campaign,
    {{ blank_to_null("content") }} as content,
    {{ blank_to_null("term") }} as term,
    {{ blank_to_null("user_agent") }} as user_agent,
    {{ blank_to_null("content_id") }} as content_id,
    is_bot,
    {{ audit_columns() }}
from {{ source("raw_files", "interactions") }}
