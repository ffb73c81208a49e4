-- How healthy the records of one object are: one less the failing shares of its rules, weighed by
-- severity. Rules with too few records say nothing; rules about fields are counted as debt instead.
with
    object_rules as (
        select
            populations.source_system,
            populations.source_object,
            rules.severity_weight,
            {{ ratio("populations.failed", "populations.population") }} as fail_ratio,
            populations.population >= {{ quality_parameter("min_records") }} as is_judged
        from {{ ref("int_quality__populations") }} as populations
        inner join {{ ref("int_quality__rules") }} as rules on populations.rule_id = rules.rule_id
        where rules.level <> 'field'
    ),

    -- a rule may fail records of an object that it counts in another's population
    failing as (
        select source_system, source_object, cast(count(distinct rule_id) as bigint) as rules_failed
        from {{ ref("finding") }}
        where source_id is not null and status <> 'fixed'
        group by source_system, source_object
    ),

    unseen as (
        select distinct unseen.source_system, unseen.source_object
        from {{ ref("int_quality__unseen") }} as unseen
        inner join
            {{ ref("int_quality__rule_reads") }} as reads
            on unseen.source_system = reads.source_system
            and unseen.source_object = reads.source_object
        where unseen.field is null
    ),

    objects as (
        select source_system, source_object
        from object_rules
        union
        select source_system, source_object
        from failing
        union
        select source_system, source_object
        from unseen
    ),

    sizes as (
        select source_system, source_object, max(records) as records
        from {{ ref("field_profile") }}
        group by source_system, source_object
    ),

    weighed as (
        select
            objects.source_system,
            objects.source_object,
            cast(
                sum(object_rules.severity_weight * (1 - object_rules.fail_ratio)) as decimal(28, 6)
            ) as passed_weight,
            cast(sum(object_rules.severity_weight) as decimal(28, 6)) as rules_weight
        from objects
        left join
            object_rules
            on object_rules.source_system = objects.source_system
            and object_rules.source_object = objects.source_object
            and object_rules.is_judged
        group by objects.source_system, objects.source_object
    )

select
    weighed.source_system,
    weighed.source_object,
    sizes.records,
    {{ ratio("weighed.passed_weight", "weighed.rules_weight") }} as health_ratio,
    case
        when unseen.source_object is not null and weighed.rules_weight is null
        then 'could_not_see'
        when unseen.source_object is not null
        then 'partly_seen'
        when weighed.rules_weight is null
        then 'nothing_to_judge'
        else 'judged'
    end as outcome,
    coalesce(failing.rules_failed, 0) as rules_failed,
    cast(
        row_number() over (
            order by
                case when coalesce(failing.rules_failed, 0) > 0 then 0 else 1 end,
                {{ ratio("weighed.passed_weight", "weighed.rules_weight") }} asc nulls last,
                weighed.source_system,
                {{ byte_order("weighed.source_object") }}
        ) as integer
    ) as health_rank
from weighed
left join
    sizes
    on sizes.source_system = weighed.source_system
    and sizes.source_object = weighed.source_object
left join
    failing
    on failing.source_system = weighed.source_system
    and failing.source_object = weighed.source_object
left join
    unseen
    on unseen.source_system = weighed.source_system
    and unseen.source_object = weighed.source_object
