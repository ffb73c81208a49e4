-- What failed is counted whole, with what a company waived: a waiver improves no score. What is
-- told as a problem, and the money that it touches, is of the open ones.
with
    open_failures as (select * from {{ ref("int_quality__open_failures") }}),

    open_counts as (select rule_id, count(*) as failed from open_failures group by rule_id),

    counts as (
        select
            rule_id,
            cast(sum(population) as bigint) as population,
            cast(sum(failed) as bigint) as failed
        from {{ ref("int_quality__populations") }}
        group by rule_id
    ),

    records as (
        select rule_id, count(*) as records_touched
        from {{ ref("int_quality__touched_records") }}
        group by rule_id
    ),

    -- Each opportunity once per rule, however many of its records fail.
    touched as (
        select distinct records.rule_id, links.opportunity_key
        from {{ ref("int_quality__touched_records") }} as records
        inner join
            {{ ref("int_quality__failed_record_opportunities") }} as links
            on records.source_system = links.source_system
            and records.source_object = links.source_object
            and records.source_id = links.source_id
    ),

    amounts as (
        select touched.rule_id, {{ quality_amounts("weighed") }}
        from touched
        inner join
            {{ ref("int_quality__open_amounts") }} as weighed
            on touched.opportunity_key = weighed.opportunity_key
        group by touched.rule_id
    ),

    recorded_pipeline as (
        select sum(weight_amount) as open_amount
        from {{ ref("int_quality__open_amounts") }}
        where not is_estimated
    ),

    judged as (
        select
            rules.rule_id,
            rules.rule_version,
            rules.name,
            rules.severity,
            rules.severity_weight,
            rules.level,
            rules.why_it_matters,
            rules.how_to_fix,
            coalesce(counts.population, 0) as population,
            coalesce(counts.failed, 0) as failed,
            coalesce(open_counts.failed, 0) as failed_open,
            sight.could_not_see,
            records.records_touched,
            -- of opportunities without an amount the money is unknown, as it is of breaks whose
            -- records nobody can name; of none, it is nothing
            case
                when amounts.rule_id is not null
                then amounts.amount_corporate
                when
                    rules.level <> 'break'
                    or open_counts.failed is null
                    or records.records_touched is not null
                then 0
            end as known_amount,
            amounts.amount_estimated as estimated_amount,
            unrated.unrated_amounts,
            case
                when counts.failed > 0
                then 'found'
                when sight.could_not_see is not null
                then 'could_not_see'
                when coalesce(counts.population, 0) = 0
                then 'nothing_to_judge'
                else 'passed'
            end as outcome
        from {{ ref("int_quality__rules") }} as rules
        left join counts on rules.rule_id = counts.rule_id
        left join open_counts on rules.rule_id = open_counts.rule_id
        left join records on rules.rule_id = records.rule_id
        left join amounts on rules.rule_id = amounts.rule_id
        left join {{ ref("int_quality__rule_sight") }} as sight on rules.rule_id = sight.rule_id
        left join
            {{ ref("int_quality__unrated_amounts") }} as unrated on rules.rule_id = unrated.rule_id
    ),

    -- the order in which problems are told; of two that are worth the same the one with more of it
    ranked as (
        select
            rule_id,
            row_number() over (
                order by
                    {{ quality_worst_first("severity_weight", "known_amount", "estimated_amount") }},
                    failed_open desc,
                    rule_id
            ) as problem_rank
        from judged
        where failed_open > 0
    )

select
    judged.rule_id,
    judged.rule_version,
    judged.name,
    judged.severity,
    judged.level,
    judged.outcome,
    judged.could_not_see,
    judged.population,
    judged.failed,
    {{ ratio("judged.failed", "judged.population") }} as fail_ratio,
    -- Of what was not judged, and of rules about fields, no amount is known; that is not nothing.
    case
        when judged.level <> 'field' and judged.outcome in ('found', 'passed')
        then cast(judged.known_amount as {{ money_type() }})
    end as open_amount_touched,
    case
        when judged.level <> 'field' and judged.outcome in ('found', 'passed')
        then {{ ratio("judged.known_amount", "recorded_pipeline.open_amount") }}
    end as open_amount_ratio,
    cast(judged.estimated_amount as {{ money_type() }}) as open_amount_estimated,
    judged.unrated_amounts,
    coalesce(judged.records_touched, 0) as records_touched,
    cast(ranked.problem_rank as integer) as problem_rank,
    judged.why_it_matters,
    judged.how_to_fix,
    judged.population >= {{ quality_parameter("min_records") }} as is_judged,
    cast(judged.failed - judged.failed_open as bigint) as failed_waived,
    cast(judged.failed_open as bigint) as failed_open,
    {{ ratio("judged.failed_open", "judged.population") }} as fail_open_ratio
from judged
cross join recorded_pipeline
left join ranked on judged.rule_id = ranked.rule_id
