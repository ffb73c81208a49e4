{%- set rule_columns = {
    "rule_id": "text",
    "rule_version": "integer",
    "outcome": "text",
    "failed": "bigint",
} -%}
{%- set finding_columns = {"finding_key": "text", "status": "text"} -%}

{{
    config(
        meta={
            "reads_publication": {
                "quality.rule_result": rule_columns | list,
                "quality.finding": finding_columns | list,
            }
        },
    )
}}

with
    rules_before as ({{ previous_publication("rule_result", rule_columns) }}),

    findings_before as ({{ previous_publication("finding", finding_columns) }}),

    stood_before as (
        select finding_key from findings_before where status not in ('fixed', 'waived')
    ),

    appeared as (
        select failures.rule_id, count(*) as appeared
        from {{ ref("int_quality__open_failures") }} as failures
        left join stood_before on failures.finding_key = stood_before.finding_key
        where stood_before.finding_key is null
        group by failures.rule_id
    )

select
    rules.rule_id,
    rules_before.outcome as outcome_before,
    rules_before.failed as failed_before,
    -- Of a rule that was not judged in this version before, nothing can be called new.
    case when rules_before.rule_id is not null then coalesce(appeared.appeared, 0) end as appeared
from {{ ref("int_quality__rules") }} as rules
left join
    rules_before
    on rules.rule_id = rules_before.rule_id
    and rules.rule_version = rules_before.rule_version
left join appeared on rules.rule_id = appeared.rule_id
