select
    content_id,
    {{ blank_to_null("name") }} as name,
    lower({{ blank_to_null("kind") }}) as content_kind,
    {{ blank_to_null("title") }} as title,
    {{ blank_to_null("campaign") }} as campaign,
    made_at,
    {{ audit_columns() }}
from {{ source("raw_files", "content_pieces") }}
