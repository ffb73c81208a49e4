with
    healths as (select * from {{ ref("int_quality__object_health") }}),

    profiles as (select * from {{ ref("field_profile") }}),

    objects as (
        select source_system, source_object
        from healths
        union
        select source_system, source_object
        from profiles
    ),

    -- an object is told by its name alone where one system has an object of that name
    scopes as (
        select
            source_system,
            source_object,
            case
                when count(*) over (partition by source_object) > 1
                then source_system || '.' || source_object
                else source_object
            end as scope
        from objects
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

    pipeline as (
        select
            weight_amount,
            severity_weight,
            row_number() over (
                order by weight_amount desc nulls last, {{ byte_order("opportunity_key") }}
            ) as place
        from {{ ref("int_quality__open_pipeline") }}
    ),

    -- a score that a few whales make is told without them as well
    trust as (
        {%- for metric, left_out in {
            "pipeline_trust": 0,
            "pipeline_trust_without_largest": quality_parameter("largest_left_out"),
        }.items() %}
            select
                '{{ metric }}' as metric,
                '(all)' as scope,
                sum(pipeline.weight_amount * (1 - pipeline.severity_weight)) as numerator,
                sum(pipeline.weight_amount) as denominator,
                max(unseen_pipeline.unseen_places) > 0 as is_unseen
            from unseen_pipeline
            left join pipeline on pipeline.place > {{ left_out }}
            {%- if not loop.last %}
                union all
            {%- endif %}
        {%- endfor %}
    ),

    health as (
        select
            'record_health' as metric,
            scopes.scope,
            healths.passed_weight as numerator,
            healths.rules_weight as denominator,
            healths.is_unseen
        from healths
        inner join
            scopes
            on scopes.source_system = healths.source_system
            and scopes.source_object = healths.source_object
    ),

    debt_by_object as (
        select
            source_system,
            source_object,
            {{ count_where("verdict in ('never_populated', 'abandoned', 'constant')") }}
            as fields_in_debt,
            {{ count_where("verdict not in ('too_few', 'could_not_see')") }} as fields_judged
        from profiles
        group by source_system, source_object
    ),

    debt as (
        select
            'field_debt' as metric,
            scopes.scope,
            debt_by_object.fields_in_debt as numerator,
            debt_by_object.fields_judged as denominator,
            false as is_unseen
        from debt_by_object
        inner join
            scopes
            on scopes.source_system = debt_by_object.source_system
            and scopes.source_object = debt_by_object.source_object
        union all
        select
            'field_debt' as metric,
            '(all)' as scope,
            sum(fields_in_debt) as numerator,
            sum(fields_judged) as denominator,
            (select count(*) from healths where is_unseen) > 0 as is_unseen
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
    {{ outcome_of("is_unseen", "denominator") }} as outcome
from scores
