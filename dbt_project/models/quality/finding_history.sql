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
{{ config(meta={"reads_publication": {"quality.finding_history": columns | list}}) }}

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
        select
            failures.finding_key,
            failures.rule_id,
            failures.source_system,
            failures.source_object,
            failures.field,
            failures.source_id,
            coalesce(waived.is_waived, false) as is_waived
        from {{ ref("int_quality__failures") }} as failures
        left join
            {{ ref("int_quality__waived") }} as waived on failures.finding_key = waived.finding_key
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

    -- What a waiver covered and covers no more was there all the time: it is open, not new.
    standing_states as (
        select
            standing.*,
            last_states.state as last_state,
            case
                when standing.is_waived
                then 'waived'
                when last_states.state = 'waived'
                then 'open'
                when last_states.state = 'fixed'
                then 'reappeared'
                when last_states.finding_key is null or last_states.state = 'withdrawn'
                then 'new'
                else last_states.state
            end as state
        from standing
        left join last_states on standing.finding_key = last_states.finding_key
    ),

    appeared as (select * from standing_states where last_state is null or last_state <> state),

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
        where standing.finding_key is null and last_states.state not in ('fixed', 'withdrawn')
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
