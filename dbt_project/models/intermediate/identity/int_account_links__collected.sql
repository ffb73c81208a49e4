select
    links.from_node,
    links.to_node,
    links.match_method,
    cast(null as decimal(5, 4)) as score,
    decisions.decided_at
from {{ ref("int_account_links__exact") }} as links
left join
    {{ ref("int_account_decisions__read") }} as decisions
    on decisions.left_node = links.from_node
    and decisions.right_node = links.to_node
    and links.match_method = 'decision'
union all
select
    left_node as from_node,
    right_node as to_node,
    'score' as match_method,
    score,
    cast(null as {{ sql_type("timestamp") }}) as decided_at
from {{ ref("int_account_pairs__scored") }}
where reason is null
