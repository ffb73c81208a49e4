select from_node, to_node, match_method
from {{ ref("int_person_links__stated") }}
union all
select left_node as from_node, right_node as to_node, 'email' as match_method
from {{ ref("int_person_pairs__compared") }}
where reason is null
