with
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
        from
            (
                select distinct rule_id, system, object, record_id
                from {{ ref("int_quality__failures") }}
                where record_id is not null
            ) as touched
        group by rule_id
    ),

    -- Each opportunity once per rule, however many of its records fail.
    amounts as (
        select rule_id, sum(amount_corporate) as open_amount_touched
        from
            (
                select distinct failures.rule_id, links.opportunity_key, links.amount_corporate
                from {{ ref("int_quality__failures") }} as failures
                inner join
                    {{ ref("int_quality__failed_record_opportunities") }} as links
                    on failures.system = links.system
                    and failures.object = links.object
                    and failures.record_id = links.record_id
            ) as touched
        group by rule_id
    )

select
    rules.rule_id,
    rules.rule_version,
    rules.name,
    rules.severity,
    rules.level,
    coalesce(counts.population, 0) as population,
    coalesce(counts.failed, 0) as failed,
    {{ ratio("coalesce(counts.failed, 0)", "counts.population") }} as fail_ratio,
    cast(coalesce(amounts.open_amount_touched, 0) as {{ money_type() }}) as open_amount_touched,
    coalesce(records.records_touched, 0) as records_touched,
    rules.why_it_matters,
    rules.how_to_fix,
    coalesce(counts.population, 0) >= {{ quality_parameter("min_records") }} as is_judged
from {{ ref("int_quality__rules") }} as rules
left join counts on rules.rule_id = counts.rule_id
left join records on rules.rule_id = records.rule_id
left join amounts on rules.rule_id = amounts.rule_id
