{%- set columns = {
    "finding_key": "text",
    "rule_id": "text",
    "source_system": "text",
    "source_object": "text",
    "field": "text",
    "source_id": "text",
    "state": "text",
    "changed_at": "timestamp",
} -%}
{{ config(meta={"reads_publication": {"finding_history": columns | list}}) }}

with
    run as (select {{ as_of() }} as as_of),

    previous as ({{ previous_publication("finding_history", columns) }}),

    -- A run repeated at its own instant starts from what was known before that instant.
    known as (select previous.* from previous cross join run where previous.changed_at < run.as_of),

    ranked as (
        select
            known.*,
            row_number() over (partition by finding_key order by changed_at desc) as recency
        from known
    ),

    last_states as (select * from ranked where recency = 1),

    standing as (
        select finding_key, rule_id, source_system, source_object, field, source_id
        from {{ ref("int_quality__failures") }}
    ),

    -- Rules whose present meaning was judged before: only there can a finding have been fixed.
    settled_rules as (
        select history.rule_id
        from {{ ref("rule_history") }} as history
        inner join
            {{ ref("int_quality__rules") }} as rules
            on history.rule_id = rules.rule_id
            and history.rule_version = rules.rule_version
        cross join run
        where history.first_judged_at < run.as_of
    ),

    appeared as (
        select
            standing.*,
            case when last_states.state = 'fixed' then 'reappeared' else 'new' end as state
        from standing
        left join last_states on standing.finding_key = last_states.finding_key
        where last_states.finding_key is null or last_states.state in ('fixed', 'withdrawn')
    ),

    disappeared as (
        select
            last_states.finding_key,
            last_states.rule_id,
            last_states.source_system,
            last_states.source_object,
            last_states.field,
            last_states.source_id,
            case when settled_rules.rule_id is null then 'withdrawn' else 'fixed' end as state
        from last_states
        left join standing on last_states.finding_key = standing.finding_key
        left join settled_rules on last_states.rule_id = settled_rules.rule_id
        where standing.finding_key is null and last_states.state in ('new', 'reappeared')
    )

select finding_key, rule_id, source_system, source_object, field, source_id, state, changed_at
from known
union all
select
    finding_key,
    rule_id,
    source_system,
    source_object,
    field,
    source_id,
    state,
    run.as_of as changed_at
from appeared
cross join run
union all
select
    finding_key,
    rule_id,
    source_system,
    source_object,
    field,
    source_id,
    state,
    run.as_of as changed_at
from disappeared
cross join run
