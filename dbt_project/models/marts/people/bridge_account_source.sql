select
    source_system, source_object, source_id, account_key, match_method, match_score, valid_from_at
from {{ ref("int_accounts__resolved") }}
