{#- One row per cycle of any kind: lead cycles with the opportunity they continue in, and the
    opportunities that continue none. -#}
with
    cycles as (
        select
            cycles.cycle_key,
            cycles.person_key,
            opportunities.opportunity_key,
            cycles.starts_at,
            case
                when cycles.began_with_interest then 'marketing_generated' else 'sales_generated'
            end as cycle_type
        from {{ ref("int_lead_cycles__opened") }} as cycles
        left join
            {{ ref("int_opportunity_cycles__assigned") }} as opportunities
            on opportunities.cycle_key = cycles.cycle_key
        union all
        select
            cycle_key,
            person_key,
            opportunity_key,
            created_at as starts_at,
            case when is_expansion then 'expansion' else 'sales_generated' end as cycle_type
        from {{ ref("int_opportunity_cycles__assigned") }}
        where not continues_lead_cycle
    )

select
    cycle_key,
    person_key,
    opportunity_key,
    starts_at,
    cycle_type,
    case
        when person_key is null
        then 1
        else
            row_number() over (
                partition by person_key
                order by
                    starts_at nulls last,
                    -- imports create deals in one instant: the first still comes before the rest
                    case when cycle_type = 'expansion' then 1 else 0 end,
                    cycle_key
            )
    end as cycle_number
from cycles
