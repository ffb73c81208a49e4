{#- One row per opportunity and person with a part in it, and how strongly that person is its buyer
    (`link_rank`, lowest first). Of a person's records the one that is it most counts. -#}
with
    ranked as (
        select
            opportunities.opportunity_key,
            persons.person_key,
            links.link_rank,
            links.linked_at,
            links.became_opportunity,
            links.person_id,
            -- the strongest link may be one that has no words for the part
            first_value(links.role) over (
                partition by opportunities.opportunity_key, persons.person_key
                order by
                    case when links.role is null then 1 else 0 end,
                    links.link_rank,
                    {{ byte_order("links.role") }}
            ) as role,
            row_number() over (
                partition by opportunities.opportunity_key, persons.person_key
                order by
                    links.link_rank,
                    links.linked_at nulls last,
                    length(links.person_id),
                    {{ byte_order("links.person_id") }}
            ) as row_rank
        from {{ ref("cnf_opportunity_people") }} as links
        inner join
            {{ ref("int_opportunity_sources__resolved") }} as opportunities
            on opportunities.source_system = links.source_system
            and opportunities.source_object = links.source_object
            and opportunities.source_id = links.source_id
        inner join
            {{ ref("int_persons__resolved") }} as persons
            on persons.source_system = links.source_system
            and persons.source_object = links.person_object
            and persons.source_id = links.person_id
    )

select
    opportunity_key,
    person_key,
    link_rank,
    linked_at,
    became_opportunity,
    role,
    row_number() over (
        partition by opportunity_key
        order by
            link_rank,
            linked_at nulls last,
            length(person_id),
            {{ byte_order("person_id") }},
            person_key
    )
    = 1 as is_primary
from ranked
where row_rank = 1
