-- A hit is a link between two records that ended as two people: the rounds of connected_components
-- were too few for a chain this long. Raise `rounds`.
{{ config(meta={"dagster": {"ref": {"name": "int_person_groups__connected"}}}) -}}
select links.from_node, links.to_node
from {{ ref("int_person_links__collected") }} as links
inner join {{ ref("int_person_groups__connected") }} as near_end on near_end.node = links.from_node
inner join {{ ref("int_person_groups__connected") }} as far_end on far_end.node = links.to_node
where near_end.label <> far_end.label
