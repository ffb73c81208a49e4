{%- set deal_columns = {
    "opportunity_key": "text",
    "recorded_amount": money_type(),
    "estimated_amount": money_type(),
    "worst_severity": "text",
} -%}
{%- set rule_columns = {"rule_id": "text", "rule_version": "integer"} -%}
{%- set finding_columns = {
    "rule_id": "text",
    "rule_version": "integer",
    "source_system": "text",
    "source_object": "text",
    "source_id": "text",
    "status": "text",
} -%}
{{
    config(
        meta={
            "reads_publication": {
                "quality.open_opportunity": deal_columns | list,
                "quality.rule_result": rule_columns | list,
                "quality.finding": finding_columns | list,
            }
        }
    )
}}

-- Every opportunity that is open now or was in the last publication: what it weighed and weighs,
-- how
-- much of that was and is doubted, and how much by rules that both judged in one version.
-- No unit test: it reads three tables of the publication before, which dbt has no rows for; its
-- boundaries are shown in tests/integration/quality/test_bridge.py.
with
    deals_before as ({{ previous_publication("open_opportunity", deal_columns) }}),

    rules_before as ({{ previous_publication("rule_result", rule_columns) }}),

    findings_before as ({{ previous_publication("finding", finding_columns) }}),

    rules as (select * from {{ ref("int_quality__rules") }}),

    kept_rules as (
        select rules.*
        from rules
        inner join
            rules_before
            on rules_before.rule_id = rules.rule_id
            and rules_before.rule_version = rules.rule_version
    ),

    rule_changes as (
        select
            (select count(*) from kept_rules) <> (select count(*) from rules)
            or (select count(*) from kept_rules)
            <> (select count(*) from rules_before) as is_any_changed
    ),

    kept_before as (
        select bridge.opportunity_key, max(kept_rules.severity_weight) as weight
        from findings_before
        inner join
            kept_rules
            on kept_rules.rule_id = findings_before.rule_id
            and kept_rules.rule_version = findings_before.rule_version
        inner join
            {{ ref("bridge_opportunity_source") }} as bridge
            on bridge.source_system = findings_before.source_system
            and bridge.source_object = findings_before.source_object
            and bridge.source_id = findings_before.source_id
        where findings_before.status <> 'fixed'
        group by bridge.opportunity_key
    ),

    kept_now as (
        select links.opportunity_key, max(kept_rules.severity_weight) as weight
        from {{ ref("int_quality__failed_record_opportunities") }} as links
        inner join
            {{ ref("int_quality__failures") }} as failures
            on failures.source_system = links.source_system
            and failures.source_object = links.source_object
            and failures.source_id = links.source_id
        inner join kept_rules on kept_rules.rule_id = failures.rule_id
        where links.is_opportunity_record
        group by links.opportunity_key
    ),

    paired as (
        select
            coalesce(pipeline.opportunity_key, deals_before.opportunity_key) as opportunity_key,
            deals_before.opportunity_key is not null as was_open,
            pipeline.opportunity_key is not null as is_open,
            coalesce(
                deals_before.recorded_amount, deals_before.estimated_amount, 0
            ) as weight_before,
            coalesce(pipeline.weight_amount, 0) as weight,
            coalesce(severities.weight, 0) as doubt_before,
            coalesce(pipeline.severity_weight, 0) as doubt
        from {{ ref("int_quality__open_pipeline") }} as pipeline
        full outer join deals_before on deals_before.opportunity_key = pipeline.opportunity_key
        left join
            {{ ref("severity") }} as severities on severities.severity = deals_before.worst_severity
    )

select
    paired.*,
    case
        when rule_changes.is_any_changed
        then coalesce(kept_before.weight, 0)
        else paired.doubt_before
    end as kept_doubt_before,
    case
        when rule_changes.is_any_changed then coalesce(kept_now.weight, 0) else paired.doubt
    end as kept_doubt
from paired
cross join rule_changes
left join kept_before on kept_before.opportunity_key = paired.opportunity_key
left join kept_now on kept_now.opportunity_key = paired.opportunity_key
