{#- How long each open opportunity has stood where it stands, beside how long the won ones stood there: stuck is
    what has stood longer than nine in ten of them. -#}
with
    visits as (
        select
            history.*,
            opportunities.source_system,
            opportunities.is_won,
            row_number() over (
                partition by history.opportunity_key order by history.visit_number desc
            ) as recency
        from {{ ref("fct_opportunity_stage_history") }} as history
        inner join
            {{ ref("fct_opportunity") }} as opportunities
            on opportunities.opportunity_key = history.opportunity_key
    ),

    won as (
        select
            source_system,
            stage_name,
            {{ median_of("days_in_stage") }} as median_days,
            {{ value_at_share(0.9, "days_in_stage") }} as p90_days,
            cast(count(*) as bigint) as count_visits
        from visits
        where is_won and stage_category = 'open' and days_in_stage >= 0
        group by source_system, stage_name
    )

select
    opportunities.opportunity_key,
    opportunities.source_system,
    opportunities.source_object,
    opportunities.source_id,
    opportunities.name,
    opportunities.owner_key,
    opportunities.channel,
    opportunities.opportunity_type,
    opportunities.stage_name,
    visits.entered_at as stage_entered_at,
    visits.evidence_source as stage_evidence,
    visits.days_in_stage,
    {{ days_between("opportunities.created_date", "opportunities.as_of_date") }} as days_open,
    {{ rounded("won.median_days", 1) }} as won_median_days,
    {{ rounded("won.p90_days", 1) }} as won_p90_days,
    coalesce(won.count_visits, 0) as count_won_visits,
    case
        when {{ is_share_judged("won.count_visits") }} then visits.days_in_stage > won.p90_days
    end as is_stuck,
    opportunities.close_date,
    coalesce(opportunities.close_date < opportunities.as_of_date, false) as is_overdue,
    opportunities.amount_corporate
from {{ ref("fct_opportunity") }} as opportunities
left join visits on visits.opportunity_key = opportunities.opportunity_key and visits.recency = 1
left join
    won
    on won.source_system = opportunities.source_system
    and won.stage_name = opportunities.stage_name
where opportunities.is_open
