{#- Some vendors write a history row for every change of amount or date as well; only changes of stage
    begin a visit. Where a move leads is told by the shared stages, else by the vendor's own order. -#}
with
    compared as (
        select
            entries.*,
            lag(stage_value) over (
                partition by opportunity_key
                order by entered_at nulls first, {{ byte_order("entry_id") }}
            ) as previous_stage_value
        from {{ ref("int_opportunity_stages__entered") }} as entries
    ),

    visits as (
        select
            compared.opportunity_key,
            row_number() over (
                partition by compared.opportunity_key
                order by compared.entered_at nulls first, {{ byte_order("compared.entry_id") }}
            ) as visit_number,
            compared.evidence_source,
            coalesce(described.stage_label, compared.stage_value) as stage_name,
            {{
                category_of_stage(
                    "compared.stage_value",
                    ["opportunities.stage_value", "opportunities.stage_category"],
                    "described",
                    "stages",
                )
            }} as stage_category,
            stages.shared_rank,
            coalesce(described.display_order, compared.own_rank) as own_rank,
            calendars.time_zone,
            calendars.today,
            compared.entered_at,
            coalesce(
                lead(compared.entered_at) over (
                    partition by compared.opportunity_key
                    order by compared.entered_at nulls first, {{ byte_order("compared.entry_id") }}
                ),
                compared.exited_at
            ) as exited_at
        from compared
        inner join
            {{ ref("int_opportunities__unified") }} as opportunities
            on opportunities.opportunity_key = compared.opportunity_key
        inner join
            {{ ref("int_calendars__today") }} as calendars
            on calendars.system = opportunities.source_system
        left join
            {{ ref("int_opportunity_stages__described") }} as described
            on described.source_system = opportunities.source_system
            and described.source_object = opportunities.source_object
            and described.stage_value = compared.stage_value
        left join
            {{ ref("glossary_opportunity_stages") }} as stages
            on stages.system = opportunities.source_system
            and stages.value = compared.stage_value
        where
            compared.previous_stage_value is null
            or compared.previous_stage_value <> compared.stage_value
    ),

    followed as (
        select
            visits.*,
            lag(shared_rank) over moves as previous_shared_rank,
            lag(own_rank) over moves as previous_own_rank,
            lag(stage_category) over moves as previous_category
        from visits
        window moves as (partition by opportunity_key order by visit_number)
    ),

    ranked as (
        select
            followed.*,
            case
                when stage_category <> 'open' or previous_category <> 'open'
                then null
                when shared_rank <> previous_shared_rank
                then shared_rank - previous_shared_rank
                else own_rank - previous_own_rank
            end as step
        from followed
    )

select
    opportunity_key,
    visit_number,
    stage_name,
    stage_category,
    entered_at,
    exited_at,
    case
        when exited_at is not null
        then
            {{
                days_between(
                    local_date("entered_at", "time_zone"), local_date("exited_at", "time_zone")
                )
            }}
        when stage_category = 'open'
        then {{ days_between(local_date("entered_at", "time_zone"), "today") }}
    end as days_in_stage,
    case
        when visit_number = 1
        then 'first'
        when previous_category <> 'open' and stage_category = 'open'
        then 'reopen'
        when previous_category = 'won' and stage_category = 'lost'
        then 'back'
        when previous_category <> stage_category
        then 'forward'
        when step < 0
        then 'back'
        when step is not null
        then 'forward'
    end as direction,
    evidence_source
from ranked
