with
    unseen_objects as (
        select distinct unseen.source_system, unseen.source_object
        from {{ ref("int_quality__unseen") }} as unseen
        inner join
            {{ ref("int_quality__rule_reads") }} as reads
            on unseen.source_system = reads.source_system
            and unseen.source_object = reads.source_object
        where unseen.field is null
    ),

    -- Without the deals, or without their amounts, there is no pipeline to trust or to doubt.
    unseen_pipeline as (
        select count(*) as unseen_places
        from {{ ref("int_quality__unseen") }} as unseen
        inner join
            {{ ref("cnf_field_roles") }} as roles
            on unseen.source_system = roles.source_system
            and unseen.source_object = roles.source_object
            and coalesce(unseen.field, roles.field) = roles.field
        where roles.field_role = 'amount'
    ),

    trust as (
        select
            'pipeline_trust' as metric,
            '(all)' as scope,
            sum(pipeline.weight_amount * (1 - pipeline.severity_weight)) as numerator,
            sum(pipeline.weight_amount) as denominator,
            max(unseen_pipeline.unseen_places) > 0 as is_unseen
        from unseen_pipeline
        left join {{ ref("int_quality__open_pipeline") }} as pipeline on true
    ),

    -- Rules with too few records say nothing; rules about fields are counted as debt instead.
    object_rules as (
        select
            populations.source_object,
            rules.severity_weight,
            {{ ratio("populations.failed", "populations.population") }} as fail_ratio,
            populations.population >= {{ quality_parameter("min_records") }} as is_judged
        from {{ ref("int_quality__populations") }} as populations
        inner join {{ ref("int_quality__rules") }} as rules on populations.rule_id = rules.rule_id
        where rules.level <> 'field'
    ),

    scored_objects as (
        select source_object
        from object_rules
        union
        select source_object
        from unseen_objects
    ),

    health as (
        select
            'record_health' as metric,
            scored_objects.source_object as scope,
            sum(object_rules.severity_weight * (1 - object_rules.fail_ratio)) as numerator,
            sum(object_rules.severity_weight) as denominator,
            max(case when unseen_objects.source_object is not null then 1 else 0 end)
            = 1 as is_unseen
        from scored_objects
        left join
            object_rules
            on scored_objects.source_object = object_rules.source_object
            and object_rules.is_judged
        left join unseen_objects on scored_objects.source_object = unseen_objects.source_object
        group by scored_objects.source_object
    ),

    debt_by_object as (
        select
            source_object,
            {{ count_where("verdict in ('never_populated', 'abandoned', 'constant')") }}
            as fields_in_debt,
            {{ count_where("verdict not in ('too_few', 'could_not_see')") }} as fields_judged,
            false as is_unseen
        from {{ ref("field_profile") }}
        group by source_object
    ),

    debt as (
        select
            'field_debt' as metric,
            source_object as scope,
            fields_in_debt as numerator,
            fields_judged as denominator,
            is_unseen
        from debt_by_object
        union all
        select
            'field_debt' as metric,
            '(all)' as scope,
            sum(fields_in_debt) as numerator,
            sum(fields_judged) as denominator,
            (select count(*) from unseen_objects) > 0 as is_unseen
        from debt_by_object
    ),

    scores as (
        {%- for source in ["trust", "health", "debt"] %}
            select
                metric,
                scope,
                cast(numerator as decimal(28, 6)) as numerator,
                cast(denominator as decimal(28, 6)) as denominator,
                is_unseen
            from {{ source }}
            {%- if not loop.last %}
                union all
            {%- endif %}
        {%- endfor %}
    )

select
    metric,
    scope,
    case
        when coalesce(denominator, 0) = 0
        then null
        when metric = 'field_debt'
        then cast(numerator as decimal(18, 6))
        else {{ ratio("numerator", "denominator") }}
    end as value,
    coalesce(numerator, 0) as numerator,
    coalesce(denominator, 0) as denominator,
    case
        when is_unseen and coalesce(denominator, 0) = 0
        then 'could_not_see'
        when is_unseen
        then 'partly_seen'
        when coalesce(denominator, 0) = 0
        then 'nothing_to_judge'
        else 'judged'
    end as outcome
from scores
