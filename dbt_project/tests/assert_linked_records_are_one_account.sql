-- A hit is a link between two records that ended as two accounts: the rounds of
-- connected_components were
-- too few for a chain this long (raise `rounds`), or something parted what the systems state.
{{ config(meta={"dagster": {"ref": {"name": "int_account_groups__connected"}}}) -}}
select 'exact' as evidence, links.from_node, links.to_node
from {{ ref("int_account_links__exact") }} as links
inner join {{ ref("int_account_groups__compared") }} as near_end on near_end.node = links.from_node
inner join {{ ref("int_account_groups__compared") }} as far_end on far_end.node = links.to_node
where near_end.label <> far_end.label
union all
select 'stated' as evidence, links.from_node, links.to_node
from {{ ref("int_account_links__stated") }} as links
inner join {{ ref("int_account_groups__connected") }} as near_end on near_end.node = links.from_node
inner join {{ ref("int_account_groups__connected") }} as far_end on far_end.node = links.to_node
where near_end.label <> far_end.label
union all
select 'score' as evidence, pairs.left_label as from_node, pairs.right_label as to_node
from {{ ref("int_account_pairs__scored") }} as pairs
inner join {{ ref("int_account_groups__scored") }} as near_end on near_end.node = pairs.left_label
inner join {{ ref("int_account_groups__scored") }} as far_end on far_end.node = pairs.right_label
where pairs.reason is null and near_end.label <> far_end.label
