{#- One row per cycle and stage: what records prove, and the stages skipped on the way, which take the
    time of the next stage reached. A cycle that sales began is not given the marketing stages it
    never had. `effective_at` never runs backwards through the stages. `entered_date` is the day as it
    was picked, or that of the instant in the reporting time zone, whatever became of the cycle;
    `day_in_cycle` is the day in the cycle's own calendar. -#}
with
    stages as (select * from {{ ref("glossary_stages") }}),

    entries as (
        select entries.*, stages.rank as stage_rank, stages.is_exit
        from {{ ref("int_funnel_entries__dated") }} as entries
        inner join stages on stages.code = entries.stage_code
    ),

    spans as (
        select
            cycles.cycle_key,
            case
                when cycles.cycle_type = 'marketing_generated' then 1 else min(entries.stage_rank)
            end as first_rank,
            max(entries.stage_rank) as last_rank
        from {{ ref("int_cycles__numbered") }} as cycles
        inner join entries on entries.cycle_key = cycles.cycle_key and not entries.is_exit
        group by cycles.cycle_key, cycles.cycle_type
    ),

    next_reached as (
        select
            spans.cycle_key,
            stages.code as stage_code,
            stages.rank as stage_rank,
            min(entries.stage_rank) as reached_rank
        from spans
        inner join
            stages
            on not stages.is_exit
            and stages.rank >= spans.first_rank
            and stages.rank <= spans.last_rank
        inner join
            entries
            on entries.cycle_key = spans.cycle_key
            and not entries.is_exit
            and entries.stage_rank >= stages.rank
        group by spans.cycle_key, stages.code, stages.rank
    ),

    steps as (
        select
            next_reached.cycle_key,
            next_reached.stage_code,
            next_reached.stage_rank,
            entries.entered_at,
            entries.entered_date,
            entries.picked_in,
            next_reached.stage_rank <> next_reached.reached_rank as is_imputed,
            case
                when next_reached.stage_rank = next_reached.reached_rank
                then entries.evidence_system
            end as evidence_system,
            case
                when next_reached.stage_rank = next_reached.reached_rank
                then entries.evidence_source
            end as evidence_source,
            case
                when next_reached.stage_rank = next_reached.reached_rank then entries.evidence_id
            end as evidence_id
        from next_reached
        inner join
            entries
            on entries.cycle_key = next_reached.cycle_key
            and entries.stage_rank = next_reached.reached_rank
    ),

    ordered as (
        select
            steps.*,
            max(entered_at) over (
                partition by cycle_key
                order by stage_rank
                rows between unbounded preceding and current row
            ) as effective_at,
            max({{ earliest_instant() }}) over (
                partition by cycle_key
                order by stage_rank
                rows between unbounded preceding and 1 preceding
            ) as previous_at
        from steps
    ),

    events as (
        select
            cycle_key,
            stage_code,
            stage_rank,
            entered_at,
            entered_date,
            picked_in,
            effective_at,
            is_imputed,
            -- a date without time is only out of order if the whole day was over where it was
            -- picked
            coalesce(
                case
                    when picked_in is not null
                    then {{ latest_instant() }} <= previous_at
                    else entered_at < previous_at
                end,
                false
            ) as is_out_of_order,
            evidence_system,
            evidence_source,
            evidence_id
        from ordered
        union all
        select
            cycle_key,
            stage_code,
            stage_rank,
            entered_at,
            entered_date,
            picked_in,
            entered_at as effective_at,
            false as is_imputed,
            false as is_out_of_order,
            evidence_system,
            evidence_source,
            evidence_id
        from entries
        where is_exit
    )

select
    events.cycle_key,
    events.stage_code,
    events.stage_rank,
    events.entered_at,
    events.entered_date,
    {{ day_of_entry("calendars.time_zone", "events") }} as day_in_cycle,
    events.effective_at,
    events.is_imputed,
    events.is_out_of_order,
    events.evidence_system,
    events.evidence_source,
    events.evidence_id
from events
inner join
    {{ ref("int_cycle_calendars__chosen") }} as calendars on calendars.cycle_key = events.cycle_key
