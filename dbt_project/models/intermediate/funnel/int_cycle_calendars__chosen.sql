{#- One row per cycle: the calendar that all its days are told in, so that any two of them can be
    compared. That of its deal's system; without a deal the one in which a day of it was picked; else
    that of the reporting time zone. A deal may thus choose it: months that leads are grouped by are
    not counted in it. -#}
with
    picked as (
        select
            entries.cycle_key,
            entries.picked_in,
            row_number() over (partition by entries.cycle_key order by stages.rank desc) as row_rank
        from {{ ref("int_funnel_entries__dated") }} as entries
        inner join {{ ref("glossary_stages") }} as stages on stages.code = entries.stage_code
        where entries.picked_in is not null
    )

select
    cycles.cycle_key,
    coalesce(
        opportunities.time_zone, picked.picked_in, {{ glossary("reporting_time_zone") }}
    ) as time_zone
from {{ ref("int_cycles__numbered") }} as cycles
left join
    {{ ref("int_opportunities__unified") }} as opportunities
    on opportunities.opportunity_key = cycles.opportunity_key
left join picked on picked.cycle_key = cycles.cycle_key and picked.row_rank = 1
