{#- One row per hand-over and time that the person had asked for us before it: since they were given back,
    or since the cycle before was over. On the day of a hand-over of which only the day is known, at any
    time of it. -#}
{%- set ends = codes_in(funnel_exits() + funnel_stages()[-1:]) -%}
with
    handoffs as (
        select
            opened.*,
            lag(returned_at) over (
                partition by cycle_key order by handoff_number
            ) as returned_before_at
        from {{ ref("int_handoffs__opened") }} as opened
    ),

    ended as (
        select
            cycles.person_key,
            cycles.row_rank + 1 as cycle_number,
            max({{ earliest_instant("entries") }}) as ended_at
        from {{ ref("int_funnel_entries__dated") }} as entries
        inner join
            {{ ref("int_lead_cycles__opened") }} as cycles on cycles.cycle_key = entries.cycle_key
        where entries.stage_code in {{ ends }}
        group by cycles.person_key, cycles.row_rank
    )

select
    handoffs.handoff_key,
    raises.source_system,
    raises.source_object,
    raises.source_id,
    raises.normalised_form,
    raises.raised_at
from handoffs
inner join
    {{ ref("int_hand_raises__told") }} as raises
    on raises.person_key = handoffs.person_key
    and (
        raises.raised_at <= handoffs.handoff_at
        or (
            not handoffs.has_time
            and raises.raised_at < {{ dbt.dateadd("day", 1, "handoffs.handoff_at") }}
        )
    )
left join
    ended on ended.person_key = handoffs.person_key and ended.cycle_number = handoffs.cycle_number
where
    case
        when handoffs.handoff_number > 1
        then raises.raised_at >= handoffs.returned_before_at
        when handoffs.cycle_number > 1
        then raises.raised_at >= {{ least_of(["ended.ended_at", "handoffs.cycle_starts_at"]) }}
        else true
    end
