-- A hit is a kind of event of which the timeline tells more or fewer than the tables that know of
-- them.
{{ config(meta={"dagster": {"ref": {"name": "fct_timeline"}}}) -}}
{%- set today = reporting_day() -%}
with
    people as (
        select distinct bridge.activity_key, bridge.person_key
        from {{ ref("bridge_sales_activity_person") }} as bridge
        inner join {{ ref("dim_person") }} as persons on persons.person_key = bridge.person_key
    ),

    activities as (
        select
            activities.activity_key,
            activities.activity_type,
            activities.account_key,
            activities.opportunity_key,
            count(people.person_key) as count_people
        from {{ ref("fct_sales_activity") }} as activities
        left join people on people.activity_key = activities.activity_key
        where activities.happened_date <= {{ today }}
        group by
            activities.activity_key,
            activities.activity_type,
            activities.account_key,
            activities.opportunity_key
    ),

    following as (
        select
            former.*,
            latter.stage_category as next_category,
            latter.stage_name as next_stage,
            latter.amount as next_amount,
            latter.close_date as next_close_date,
            latter.owner_key as next_owner_key
        from {{ ref("fct_opportunity_state") }} as latter
        inner join
            {{ ref("fct_opportunity_state") }} as former
            on former.opportunity_key = latter.opportunity_key
            and former.state_number = latter.state_number - 1
        inner join
            {{ ref("fct_opportunity") }} as opportunities
            on opportunities.opportunity_key = latter.opportunity_key
        where {{ reporting_date("latter.valid_from_at") }} <= {{ today }}
    ),

    sources as (
        select
            activity_type as kind,
            sum(case when count_people = 0 then 1 else count_people end) as events
        from activities
        where count_people > 0 or account_key is not null or opportunity_key is not null
        group by activity_type
        union all
        select 'stage' as kind, count(*) as events
        from {{ ref("fct_funnel_stage_event") }}
        where not is_imputed and {{ reporting_date("entered_at") }} <= {{ today }}
        union all
        select 'handoff' as kind, count(*) as events
        from {{ ref("fct_lead_handoff") }}
        where handoff_date <= {{ today }}
        union all
        select 'handoff_answer' as kind, count(*) as events
        from {{ ref("fct_lead_handoff") }}
        where {{ reporting_date("answered_at") }} <= {{ today }}
        union all
        select 'opportunity_created' as kind, count(*) as events
        from {{ ref("fct_opportunity") }} as opportunities
        where
            exists (
                select 1
                from {{ ref("fct_opportunity_state") }} as states
                where
                    states.opportunity_key = opportunities.opportunity_key
                    and {{ reporting_date("states.valid_from_at") }} <= {{ today }}
            )
        union all
        select 'amount' as kind, count(*) as events
        from following
        where amount is distinct from next_amount
        union all
        select 'close_date' as kind, count(*) as events
        from following
        where close_date is distinct from next_close_date
        union all
        select 'opportunity_owner' as kind, count(*) as events
        from following
        where owner_key is distinct from next_owner_key
        union all
        select 'reopened' as kind, count(*) as events
        from following
        where stage_category <> 'open' and next_category = 'open'
        union all
        select 'opportunity_stage' as kind, count(*) as events
        from following
        where
            stage_category = 'open'
            and next_category = 'open'
            and stage_name is distinct from next_stage
        union all
        select 'touch' as kind, count(*) as events
        from {{ ref("cnf_touches") }} as touches
        inner join
            {{ ref("bridge_person_source") }} as persons
            on persons.source_system = touches.source_system
            and persons.source_object = touches.person_object
            and persons.source_id = touches.person_id
        left join {{ ref("glossary_touch_types") }} as types on types.code = touches.touch_type
        left join
            {{ ref("fct_touchpoint") }} as visits
            on visits.source_system = touches.source_system
            and visits.source_object = touches.source_object
            and visits.source_id = touches.source_id
            and visits.person_key = persons.person_key
        where
            coalesce(touches.touched_day, {{ reporting_date("touches.touched_at") }}) <= {{ today }}
            and not coalesce(touches.is_machine, false)
            -- of a visit the view that is its touch
            and (not coalesce(types.is_visit, false) or visits.touchpoint_key is not null)
    ),

    told as (select kind, count(*) as events from {{ ref("fct_timeline") }} group by kind)

select sources.kind, sources.events as in_the_sources, coalesce(told.events, 0) as in_the_timeline
from sources
left join told on told.kind = sources.kind
where sources.events <> coalesce(told.events, 0)
union all
-- an opportunity whose last win or loss is not what it is today
select 'outcome' as kind, count(*) as in_the_sources, 0 as in_the_timeline
from {{ ref("fct_opportunity") }} as opportunities
where
    (opportunities.is_won or opportunities.is_lost)
    and not exists (
        select 1
        from {{ ref("fct_timeline") }} as events
        where
            events.opportunity_key = opportunities.opportunity_key
            and events.kind = case when opportunities.is_won then 'won' else 'lost' end
    )
having count(*) > 0
