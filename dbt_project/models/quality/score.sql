with
    trust as (
        select
            'pipeline_trust' as metric,
            '(all)' as scope,
            coalesce(sum(weight_amount * (1 - severity_weight)), 0) as numerator,
            coalesce(sum(weight_amount), 0) as denominator
        from {{ ref("int_quality__open_pipeline") }}
    ),

    -- Rules with too few records say nothing; rules about fields are counted as debt instead.
    object_rules as (
        select
            populations.object,
            rules.severity_weight,
            {{ ratio("populations.failed", "populations.population") }} as fail_ratio
        from {{ ref("int_quality__populations") }} as populations
        inner join {{ ref("int_quality__rules") }} as rules on populations.rule_id = rules.rule_id
        where
            rules.level <> 'field'
            and populations.population >= {{ quality_parameter("min_records") }}
    ),

    health as (
        select
            'record_health' as metric,
            object as scope,
            sum(severity_weight * (1 - fail_ratio)) as numerator,
            sum(severity_weight) as denominator
        from object_rules
        group by object
    ),

    debt_by_object as (
        select
            object,
            {{ count_where("verdict in ('never_populated', 'abandoned', 'constant')") }}
            as fields_in_debt,
            {{ count_where("verdict not in ('too_few', 'could_not_see')") }} as fields_judged
        from {{ ref("field_profile") }}
        group by object
    ),

    debt as (
        select
            'field_debt' as metric,
            object as scope,
            fields_in_debt as numerator,
            fields_judged as denominator
        from debt_by_object
        union all
        select
            'field_debt' as metric,
            '(all)' as scope,
            coalesce(sum(fields_in_debt), 0) as numerator,
            coalesce(sum(fields_judged), 0) as denominator
        from debt_by_object
    )

select
    metric,
    scope,
    {{ ratio("numerator", "denominator") }} as value,
    cast(numerator as decimal(28, 6)) as numerator,
    cast(denominator as decimal(28, 6)) as denominator
from trust
union all
select
    metric,
    scope,
    {{ ratio("numerator", "denominator") }} as value,
    cast(numerator as decimal(28, 6)) as numerator,
    cast(denominator as decimal(28, 6)) as denominator
from health
union all
select
    metric,
    scope,
    cast(numerator as decimal(18, 6)) as value,
    cast(numerator as decimal(28, 6)) as numerator,
    cast(denominator as decimal(28, 6)) as denominator
from debt
