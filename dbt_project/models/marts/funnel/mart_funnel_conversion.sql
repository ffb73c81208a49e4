{#- From each stage to each later one: cycles whose records prove the first, and those of them whose
    records prove the second too. What was only passed over is counted beside, in no rate. -#}
{%- set breakdowns = {
    "all": nothing("text"),
    "channel": "channel",
    "cohort_month": "cohort_month",
} -%}
with
    steps as (
        select
            earlier.code as stage_from,
            later.code as stage_to,
            later.rank = earlier.rank + 1 as is_next_step
        from {{ ref("glossary_stages") }} as earlier
        inner join
            {{ ref("glossary_stages") }} as later
            on later.rank > earlier.rank
            and not later.is_exit
            and not earlier.is_exit
    ),

    events as (
        select events.*, pipeline.cycle_type, pipeline.channel
        from {{ ref("int_funnel_events__imputed") }} as events
        inner join {{ ref("mart_pipeline") }} as pipeline on pipeline.cycle_key = events.cycle_key
    ),

    -- every cycle that reached the first stage, with the second if it went on
    continued as (
        select
            entry.cycle_type,
            entry.channel,
            substr({{ as_text("entry.entered_date") }}, 1, 7) as cohort_month,
            steps.stage_from,
            steps.stage_to,
            steps.is_next_step,
            not entry.is_imputed as is_entered,
            not entry.is_imputed and not goal.is_imputed as is_continued,
            not entry.is_imputed and goal.is_imputed as is_continued_unrecorded,
            entry.is_imputed as is_only_passed,
            entry.is_imputed and not goal.is_imputed as is_left_out,
            case
                when not entry.is_imputed and not goal.is_imputed
                then {{ days_between("entry.day_in_cycle", "goal.day_in_cycle") }}
            end as days
        from events as entry
        inner join steps on steps.stage_from = entry.stage_code
        left join
            events as goal on goal.cycle_key = entry.cycle_key and goal.stage_code = steps.stage_to
    ),

    -- cycles that sales began have no earlier stages to come from
    begun_later as (
        select
            goal.cycle_type,
            goal.channel,
            {{ nothing("text") }} as cohort_month,
            steps.stage_from,
            steps.stage_to,
            steps.is_next_step,
            false as is_entered,
            false as is_continued,
            false as is_continued_unrecorded,
            false as is_only_passed,
            true as is_left_out,
            cast(null as bigint) as days
        from events as goal
        inner join steps on steps.stage_to = goal.stage_code
        left join
            events as entry
            on entry.cycle_key = goal.cycle_key
            and entry.stage_code = steps.stage_from
        where entry.cycle_key is null and not goal.is_imputed
    ),

    moves as (
        select *
        from continued
        union all
        select *
        from begun_later
    ),

    broken_down as (
        {%- for breakdown, value in breakdowns.items() %}
            select '{{ breakdown }}' as breakdown, {{ value }} as breakdown_value, moves.*
            from moves
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    counted as (
        select
            cycle_type,
            breakdown,
            breakdown_value,
            stage_from,
            stage_to,
            is_next_step,
            {{ count_where("is_entered") }} as count_from,
            {{ count_where("is_continued") }} as count_to,
            {{ count_where("is_only_passed") }} as count_from_imputed,
            {{ count_where("is_continued_unrecorded") }} as count_to_imputed,
            {{ count_where("is_left_out") }} as count_to_excluded,
            {{ median_of("case when days >= 0 then days end") }} as median_days,
            {{ value_at_share(0.9, "case when days >= 0 then days end") }} as p90_days,
            {{ count_where("days >= 0") }} as count_days,
            {{ count_where("days < 0") }} as count_days_negative
        from broken_down
        group by cycle_type, breakdown, breakdown_value, stage_from, stage_to, is_next_step
    ),

    -- what could not be read is not zero
    visible as (
        select
            counted.*,
            case when coalesce(first.is_seen, true) then count_from end as seen_from,
            case
                when coalesce(first.is_seen, true) and coalesce(second.is_seen, true) then count_to
            end as seen_to,
            nullif(concat_ws('; ', first.could_not_see, second.could_not_see), '') as could_not_see
        from counted
        left join {{ ref("int_stages__seen") }} as first on first.stage_code = counted.stage_from
        left join {{ ref("int_stages__seen") }} as second on second.stage_code = counted.stage_to
    )

select
    cycle_type,
    breakdown,
    breakdown_value,
    stage_from,
    stage_to,
    is_next_step,
    stage_from = '{{ handover_stage() }}'
    and stage_to = '{{ funnel_stages() | last }}' as is_handover_to_won,
    seen_from as count_from,
    seen_to as count_to,
    {{ rate_with_interval("seen_to", "seen_from", "rate") }},
    {{ is_share_judged("seen_from") }} as is_rate_judged,
    count_from_imputed,
    count_to_imputed,
    count_to_excluded,
    {{ rounded("median_days", 1) }} as median_days,
    {{ rounded("p90_days", 1) }} as p90_days,
    count_days,
    count_days_negative,
    could_not_see
from visible
