select
    use_id,
    {{ blank_to_null("content_id") }} as content_id,
    lower({{ blank_to_null("action") }}) as action,
    used_at,
    {{ lower_case(blank_to_null("user_email")) }} as user_email,
    {{ lower_case(blank_to_null("email")) }} as email,
    lower({{ blank_to_null("record_system") }}) as record_system,
    lower({{ blank_to_null("record_object") }}) as record_object,
    {{ blank_to_null("record_id") }} as record_id,
    {{ audit_columns() }}
from {{ source("raw_files", "content_uses") }}
