-- What the rules make of the records of one object: its failing shares, weighed by severity. Rules
-- with too few records say nothing; rules about fields and their breaks are counted as debt
-- instead.
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
        where rules.level not in ('field', 'break')
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
        from unseen
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
    weighed.passed_weight,
    weighed.rules_weight,
    unseen.source_object is not null as is_unseen
from weighed
left join
    unseen
    on unseen.source_system = weighed.source_system
    and unseen.source_object = weighed.source_object
