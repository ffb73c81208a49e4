select
    'content_uses' as source_object,
    use_id as source_id,
    'content_pieces' as content_object,
    content_id,
    action,
    used_at,
    user_email,
    record_system as person_system,
    record_object as person_object,
    record_id as person_id,
    email
from {{ ref("stg_files__content_uses") }}
where not is_deleted and used_at is not null
