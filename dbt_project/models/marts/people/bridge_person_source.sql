select source_system, source_object, source_id, person_key, match_method, match_score, valid_from_at
from {{ ref("int_persons__resolved") }}
