{%- set columns = {
    "rule_id": "text",
    "rule_version": "integer",
    "first_judged_at": "timestamp",
} -%}
{{ config(meta={"reads_publication": {"quality.rule_history": columns | list}}) }}

with
    run as (select {{ as_of() }} as as_of),

    previous as ({{ previous_publication("rule_history", columns) }}),

    -- A run repeated at its own instant starts from what was known before that instant.
    judged_before as (
        select previous.* from previous cross join run where previous.first_judged_at < run.as_of
    ),

    judged_first_now as (
        select rules.rule_id, rules.rule_version, run.as_of as first_judged_at
        from {{ ref("int_quality__rules") }} as rules
        cross join run
        left join
            judged_before
            on rules.rule_id = judged_before.rule_id
            and rules.rule_version = judged_before.rule_version
        where judged_before.rule_id is null
    )

select *
from judged_before
union all
select *
from judged_first_now
