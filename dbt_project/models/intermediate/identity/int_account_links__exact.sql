select from_node, to_node, match_method
from {{ ref("int_account_links__stated") }}
union all
select left_node as from_node, right_node as to_node, 'domain' as match_method
from {{ ref("int_account_pairs__compared") }}
where reason is null
