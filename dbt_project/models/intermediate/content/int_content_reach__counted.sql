{#- One row per piece of content and whom it came before, where that is told: a mailing whom it was delivered to (by the
    log where that is whole, else as the system counts), a page its visitors, people and not machines, named
    or not. Of a form nobody tells who only saw it. -#}
select
    content_key,
    'delivered' as basis,
    case when log = 'whole' then count_reached else count_deliveries end as count_reached
from {{ ref("mart_mailing") }}
where case when log = 'whole' then count_reached else count_deliveries end is not null
union all
select
    contents.content_key,
    'visitors' as basis,
    count(
        distinct coalesce(
            touches.visitor_id,
            touches.person_system || ':' || touches.person_object || ':' || touches.person_id,
            touches.email,
            touches.source_id
        )
    ) as count_reached
from {{ ref("cnf_touches") }} as touches
inner join
    {{ ref("dim_content") }} as contents
    on contents.source_system = touches.source_system
    and contents.source_object = touches.content_object
    and contents.source_id = touches.content_id
where contents.content_kind = 'page' and not coalesce(touches.is_machine, false)
group by contents.content_key
