{#- No model reads yet: answers_json. It tells what people wrote. -#}
select
    form_id,
    conversion_id,
    submitted_at,
    {{ blank_to_null("email") }} as email,
    {{ blank_to_null("page_url") }} as page_url,
    answers as answers_json,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "form_submissions") }}
