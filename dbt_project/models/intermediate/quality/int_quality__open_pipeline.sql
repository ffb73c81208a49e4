-- Open opportunities with the amount they weigh in the trust score and the worst finding on them.
-- Where no open opportunity has an amount there is nothing to estimate by: the weight is unknown.
with
    open_opportunities as (
        select
            opportunity_key,
            coalesce(shared_stage, stage_name, '') as stage,
            case when amount_corporate > 0 then amount_corporate end as amount_corporate
        from {{ ref("fct_opportunity") }}
        where is_open
    ),

    -- The lower median is one of the amounts themselves, so both engines name the same one.
    stage_amounts as (
        select stage, {{ lower_median_of("amount_corporate") }} as median_amount
        from open_opportunities
        where amount_corporate is not null
        group by stage
    ),

    all_amounts as (
        select {{ lower_median_of("amount_corporate") }} as median_amount
        from open_opportunities
        where amount_corporate is not null
    ),

    found as (
        select
            links.opportunity_key,
            rules.severity,
            rules.severity_weight,
            row_number() over (
                partition by links.opportunity_key
                order by rules.severity_weight desc, rules.severity
            ) as row_rank
        from {{ ref("int_quality__failed_record_opportunities") }} as links
        inner join
            {{ ref("int_quality__failures") }} as failures
            on links.source_system = failures.source_system
            and links.source_object = failures.source_object
            and links.source_id = failures.source_id
        inner join {{ ref("int_quality__rules") }} as rules on failures.rule_id = rules.rule_id
        where links.is_opportunity_record
    ),

    worst as (select * from found where row_rank = 1)

select
    open_opportunities.opportunity_key,
    cast(
        coalesce(
            open_opportunities.amount_corporate,
            stage_amounts.median_amount,
            all_amounts.median_amount
        ) as {{ money_type() }}
    ) as weight_amount,
    open_opportunities.amount_corporate is null as is_estimated,
    worst.severity as worst_severity,
    cast(coalesce(worst.severity_weight, 0) as decimal(4, 2)) as severity_weight
from open_opportunities
left join stage_amounts on open_opportunities.stage = stage_amounts.stage
cross join all_amounts
left join worst on open_opportunities.opportunity_key = worst.opportunity_key
