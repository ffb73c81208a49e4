{#- Exact groups that a score ties together are one, unless that would join two records which somebody
    decided to be different: then the score ties nothing there. -#}
with
    grouped as ({{ groups_with_scores("person") }}),

    against as ({{ groups_against_decisions("grouped", ref("int_person_decisions__read")) }})

select
    grouped.node,
    case when against.label is null then grouped.label else grouped.exact_label end as label
from grouped
left join against on against.label = grouped.label
