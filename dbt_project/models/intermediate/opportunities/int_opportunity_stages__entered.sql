{#- One row per opportunity and entry into a stage that is recorded, by the best record there is
    (`evidence_rank`: a history before mere dates). Where none reaches the stage in which the opportunity
    stands, the run that first saw it there. -#}
with
    opportunities as (select * from {{ ref("int_opportunities__unified") }}),

    recorded as (
        select
            opportunities.opportunity_key,
            entries.*,
            min(entries.evidence_rank) over (
                partition by opportunities.opportunity_key
            ) as best_rank
        from {{ ref("cnf_stage_entries") }} as entries
        inner join
            opportunities
            on opportunities.source_system = entries.source_system
            and opportunities.source_object = entries.source_object
            and opportunities.source_id = entries.source_id
    ),

    told as (
        select
            opportunity_key, entry_id, stage_value, own_rank, entered_at, exited_at, evidence_source
        from recorded
        where evidence_rank = best_rank
    ),

    last_told as (
        select
            opportunity_key,
            stage_value,
            entered_at,
            row_number() over (
                partition by opportunity_key
                order by entered_at desc nulls last, {{ byte_order("entry_id") }} desc
            ) as row_rank
        from told
    )

select *
from told
union all
select
    opportunities.opportunity_key,
    opportunities.source_id as entry_id,
    opportunities.stage_value,
    {{ nothing("number") }} as own_rank,
    -- not coalesce: the later of the two, or the one that is known
    {{
        greatest_of(
            [
                "coalesce(seen.held_at, opportunities.created_at)",
                dbt.dateadd("second", 1, "last_told.entered_at"),
            ]
        )
    }} as entered_at,
    {{ nothing("timestamp") }} as exited_at,
    'first_seen' as evidence_source
from opportunities
inner join
    {{ ref("cnf_objects") }} as objects
    on objects.source_system = opportunities.source_system
    and objects.source_object = opportunities.source_object
left join
    {{ ref("int_record_conditions__first_seen") }} as seen
    on seen.source_system = opportunities.source_system
    and seen.source_object = opportunities.source_object
    and seen.source_id = opportunities.source_id
    and seen.evidence_source
    = objects.source_object || '.' || objects.stage_field || '=' || opportunities.stage_value
left join
    last_told
    on last_told.opportunity_key = opportunities.opportunity_key
    and last_told.row_rank = 1
where last_told.opportunity_key is null or last_told.stage_value <> opportunities.stage_value
