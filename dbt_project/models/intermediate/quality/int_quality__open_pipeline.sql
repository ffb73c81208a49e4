-- Open opportunities with the amount they weigh in the trust score and the worst finding on them.
with
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
    weighed.opportunity_key,
    weighed.weight_amount,
    weighed.is_estimated,
    worst.severity as worst_severity,
    cast(coalesce(worst.severity_weight, 0) as decimal(4, 2)) as severity_weight
from {{ ref("int_quality__open_amounts") }} as weighed
left join worst on weighed.opportunity_key = worst.opportunity_key
