{#- Salesforce writes a history row for every change of amount or date as well; only changes of stage
    begin a visit. An opportunity without history is one visit, since its creation. -#}
with
    opportunities as (select * from {{ ref("int_opportunities__unified") }}),

    recorded as (
        select
            opportunities.opportunity_key,
            history.history_id,
            history.stage_name,
            history.created_at as entered_at
        from {{ ref("stg_salesforce__opportunity_history") }} as history
        inner join opportunities on opportunities.salesforce_opportunity_id = history.opportunity_id
        where not history.is_deleted
    ),

    entries as (
        select *
        from recorded
        union all
        select
            opportunities.opportunity_key,
            opportunities.source_id as history_id,
            opportunities.stage_name,
            opportunities.created_at as entered_at
        from opportunities
        left join
            (select distinct opportunity_key from recorded) as known
            on known.opportunity_key = opportunities.opportunity_key
        where known.opportunity_key is null
    ),

    compared as (
        select
            entries.*,
            lag(stage_name) over (
                partition by opportunity_key
                order by entered_at nulls first, {{ byte_order("history_id") }}
            ) as previous_stage_name
        from entries
    ),

    visits as (
        select
            compared.opportunity_key,
            row_number() over (
                partition by compared.opportunity_key
                order by compared.entered_at nulls first, {{ byte_order("compared.history_id") }}
            ) as visit_number,
            compared.stage_name,
            case
                when stages.shared_stage in ('won', 'lost')
                then stages.shared_stage
                -- a visit by another name that the opportunity still has is judged by its flags
                when compared.stage_name = opportunities.stage_name
                then opportunities.stage_category
                else 'open'
            end as stage_category,
            stages.shared_rank,
            compared.entered_at,
            lead(compared.entered_at) over (
                partition by compared.opportunity_key
                order by compared.entered_at nulls first, {{ byte_order("compared.history_id") }}
            ) as exited_at
        from compared
        inner join opportunities on opportunities.opportunity_key = compared.opportunity_key
        left join
            {{ ref("glossary_opportunity_stages") }} as stages
            on stages.system = 'salesforce'
            and stages.value = compared.stage_name
        where
            compared.previous_stage_name is null
            or compared.previous_stage_name <> compared.stage_name
    ),

    followed as (
        select
            visits.*,
            lag(shared_rank) over (
                partition by opportunity_key order by visit_number
            ) as previous_rank,
            lag(stage_category) over (
                partition by opportunity_key order by visit_number
            ) as previous_category
        from visits
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
        then {{ days_between(reporting_date("entered_at"), reporting_date("exited_at")) }}
        when stage_category = 'open'
        then {{ days_between(reporting_date("entered_at"), reporting_date(as_of())) }}
    end as days_in_stage,
    case
        when visit_number = 1
        then 'first'
        when previous_category in ('won', 'lost') and stage_category = 'open'
        then 'reopen'
        when shared_rank < previous_rank
        then 'back'
        else 'forward'
    end as direction
from followed
