select opportunity_key, person_key, role, is_primary, became_opportunity, linked_at
from {{ ref("int_opportunity_people__linked") }}
