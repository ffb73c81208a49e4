{#- Exact groups that a score ties together are one, unless that would join two records which somebody
    decided to be different, or two accounts of a system that has one per company: then the score ties
    nothing there. -#}
with
    grouped as ({{ groups_with_scores("account") }}),

    against as (
        {{ groups_against_decisions("grouped", ref("int_account_decisions__read")) }}
        union
        select grouped.label
        from grouped
        inner join
            {{ ref("int_account_records__unioned") }} as records on records.node = grouped.node
        where records.is_one_per_company and records.is_alive
        group by grouped.label, records.source_system
        having count(distinct grouped.exact_label) > 1
    )

select
    grouped.node,
    case when against.label is null then grouped.label else grouped.exact_label end as label
from grouped
left join against on against.label = grouped.label
