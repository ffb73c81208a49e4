{#- OpportunityHistory is always kept; where it is not read, the history of the tracked stage, with the one
    before its first change since the opportunity was made. -#}
with
    changes as (
        select
            history.opportunity_id,
            history.history_id,
            history.old_value,
            history.new_value,
            history.created_at as changed_at,
            opportunities.created_at,
            row_number() over (
                partition by history.opportunity_id
                order by history.created_at, {{ byte_order("history.history_id") }}
            ) as place
        from {{ ref("stg_salesforce__opportunity_field_history") }} as history
        inner join
            {{ ref("stg_salesforce__opportunities") }} as opportunities
            on opportunities.opportunity_id = history.opportunity_id
        where
            lower(history.field_name) = 'stagename'
            and (not history.is_deleted or opportunities.is_deleted)
    ),

    told as (
        select opportunity_id, history_id, new_value as stage_value, changed_at
        from changes
        union all
        select opportunity_id, '' as history_id, old_value as stage_value, created_at as changed_at
        from changes
        where place = 1 and old_value is not null and created_at < changed_at
    )

select
    'opportunity' as source_object,
    history.opportunity_id as source_id,
    history.history_id as entry_id,
    history.stage_name as stage_value,
    history.probability_percent as own_rank,
    history.created_at as entered_at,
    {{ nothing("timestamp") }} as exited_at,
    'opportunity_history' as evidence_source,
    1 as evidence_rank
from {{ ref("stg_salesforce__opportunity_history") }} as history
left join
    {{ ref("stg_salesforce__opportunities") }} as opportunities
    on opportunities.opportunity_id = history.opportunity_id
-- what belongs to a deleted opportunity is deleted with it
where not history.is_deleted or coalesce(opportunities.is_deleted, false)
union all
select
    'opportunity' as source_object,
    opportunity_id as source_id,
    history_id as entry_id,
    stage_value,
    {{ nothing("number") }} as own_rank,
    changed_at as entered_at,
    {{ nothing("timestamp") }} as exited_at,
    'field_history' as evidence_source,
    2 as evidence_rank
from told
