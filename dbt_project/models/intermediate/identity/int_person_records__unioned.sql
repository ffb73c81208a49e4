select
    row_number() over (
        order by source_system, source_object, length(source_id), {{ byte_order("source_id") }}
    ) as node,
    source_system,
    source_object,
    source_id,
    {{ comparable_email("email") }} as email,
    additional_emails,
    first_name,
    last_name,
    {{ folded_name(known_text("first_name")) }} as folded_first_name,
    {{ folded_name(known_text("last_name")) }} as folded_last_name,
    not is_deleted as is_alive,
    created_at,
    merged_into
from {{ ref("cnf_persons") }}
where not is_deleted or merged_into is not null
