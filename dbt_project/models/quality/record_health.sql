-- How healthy the records of one object are: one less the failing shares of its rules, weighed by
-- severity.
with
    judged as (select * from {{ ref("int_quality__object_health") }}),

    -- a rule about fields finds records too, of objects that no other rule looks at
    failing as (
        select source_system, source_object, cast(count(distinct rule_id) as bigint) as rules_failed
        from {{ ref("finding") }}
        where source_id is not null and status <> 'fixed'
        group by source_system, source_object
    ),

    objects as (
        select source_system, source_object
        from judged
        union
        select source_system, source_object
        from failing
    ),

    sizes as (
        select source_system, source_object, max(records) as records
        from {{ ref("field_profile") }}
        group by source_system, source_object
    ),

    healths as (
        select
            objects.source_system,
            objects.source_object,
            sizes.records,
            {{ ratio("judged.passed_weight", "judged.rules_weight") }} as health_ratio,
            {{ outcome_of("coalesce(judged.is_unseen, false)", "judged.rules_weight") }} as outcome,
            coalesce(failing.rules_failed, 0) as rules_failed
        from objects
        left join
            judged
            on judged.source_system = objects.source_system
            and judged.source_object = objects.source_object
        left join
            sizes
            on sizes.source_system = objects.source_system
            and sizes.source_object = objects.source_object
        left join
            failing
            on failing.source_system = objects.source_system
            and failing.source_object = objects.source_object
    )

select
    source_system,
    source_object,
    records,
    health_ratio,
    outcome,
    rules_failed,
    cast(
        row_number() over (
            order by
                case when rules_failed > 0 then 0 else 1 end,
                health_ratio asc nulls last,
                source_system,
                {{ byte_order("source_object") }}
        ) as integer
    ) as health_rank
from healths
