{#- One row per opportunity: the person it belongs to, and the lead cycle of that person it continues,
    if any. A cycle continues in one opportunity only: the one that its own record became, else the
    first; the others stand alone. -#}
with
    opportunities as (
        select
            opportunities.opportunity_key,
            opportunities.source_id,
            opportunities.created_at,
            people.person_key,
            coalesce(people.became_opportunity, false) as continues_record,
            case
                when people.became_opportunity then people.linked_at else opportunities.created_at
            end as placed_at,
            row_number() over (
                partition by people.person_key
                order by
                    opportunities.created_at nulls last,
                    length(opportunities.source_id),
                    {{ byte_order("opportunities.source_id") }},
                    opportunities.source_system,
                    opportunities.source_object
            ) as person_opportunity_number
        from {{ ref("int_opportunities__unified") }} as opportunities
        left join
            {{ ref("int_opportunity_people__linked") }} as people
            on people.opportunity_key = opportunities.opportunity_key
            and people.is_primary
    ),

    continued as (
        select
            opportunities.opportunity_key,
            cycles.cycle_key,
            row_number() over (
                partition by cycles.cycle_key
                order by
                    case when opportunities.continues_record then 0 else 1 end,
                    opportunities.person_opportunity_number
            ) as row_rank
        from opportunities
        inner join
            {{ ref("int_lead_cycles__opened") }} as cycles
            on cycles.person_key = opportunities.person_key
            and (cycles.next_starts_at is null or opportunities.placed_at < cycles.next_starts_at)
            and (
                opportunities.placed_at >= cycles.starts_at
                or (
                    cycles.row_rank = 1
                    and (
                        opportunities.continues_record
                        or opportunities.placed_at
                        >= {{
                            dbt.dateadd(
                                "day",
                                "-" ~ glossary("opportunity_window_days") | trim,
                                "cycles.starts_at",
                            )
                        }}
                    )
                )
            )
    )

select
    opportunities.opportunity_key,
    opportunities.person_key,
    coalesce(
        continued.cycle_key, {{ dbt.hash("'opportunity cycle:' || opportunities.opportunity_key") }}
    ) as cycle_key,
    continued.cycle_key is not null as continues_lead_cycle,
    opportunities.created_at,
    opportunities.person_key is not null
    and opportunities.person_opportunity_number > 1 as is_expansion
from opportunities
left join
    continued
    on continued.opportunity_key = opportunities.opportunity_key
    and continued.row_rank = 1
