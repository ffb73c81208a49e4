{%- set columns = {
    "finding_key": "text",
    "rule_id": "text",
    "rule_version": "integer",
    "severity": "text",
    "source_system": "text",
    "source_object": "text",
    "field": "text",
    "source_id": "text",
    "owner_key": "text",
    "detail": "text",
    "other_value": "text",
    "amount_corporate": money_type(),
    "amount_estimated": money_type(),
    "finding_rank": "bigint",
    "last_seen_at": "timestamp",
} -%}
{{ config(meta={"reads_publication": {"quality.finding": columns | list}}) }}

with
    run as (
        select
            {{ as_of() }} as as_of,
            {{ dbt.dateadd("day", "-" ~ quality_parameter("news_days"), as_of()) }} as news_since
    ),

    rules as (select * from {{ ref("int_quality__rules") }}),

    previous as ({{ previous_publication("finding", columns) }}),

    standing as (
        select
            {%- for name in columns if name != "last_seen_at" %} found.{{ name }}, {%- endfor %}
            run.as_of as last_seen_at
        from {{ ref("int_quality__standing_findings") }} as found
        cross join run
    ),

    ranked_changes as (
        select
            finding_key,
            state,
            changed_at,
            min(changed_at) over (partition by finding_key) as first_seen_at,
            row_number() over (partition by finding_key order by changed_at desc) as recency
        from {{ ref("finding_history") }}
    ),

    -- What a rule found when it was first judged came with the rule: nobody has broken it since. It
    -- is new in the run that first looked; of a later version of the rule not even there.
    last_changes as (
        select
            ranked_changes.finding_key,
            ranked_changes.state,
            ranked_changes.changed_at,
            ranked_changes.first_seen_at,
            ranked_changes.changed_at > run.news_since as is_recent,
            ranked_changes.changed_at = run.as_of as is_of_this_run
        from ranked_changes
        cross join run
        where ranked_changes.recency = 1
    ),

    first_judgements as (
        select
            rule_id,
            first_judged_at,
            first_judged_at
            = min(first_judged_at) over (partition by rule_id) as is_of_first_version
        from {{ ref("rule_history") }}
        group by rule_id, first_judged_at
    ),

    -- A fixed finding keeps the words it had when it was last seen.
    fixed as (
        select previous.*
        from previous
        inner join rules on previous.rule_id = rules.rule_id
        inner join last_changes on previous.finding_key = last_changes.finding_key
        where last_changes.state = 'fixed'
    ),

    listed as (
        select *
        from standing
        union all
        select *
        from fixed
    )

select
    listed.finding_key,
    listed.rule_id,
    listed.rule_version,
    listed.severity,
    listed.source_system,
    listed.source_object,
    listed.field,
    listed.source_id,
    listed.owner_key,
    listed.detail,
    listed.other_value,
    listed.amount_corporate,
    listed.amount_estimated,
    case
        when last_changes.state not in ('fixed', 'waived') then listed.finding_rank
    end as finding_rank,
    last_changes.first_seen_at,
    listed.last_seen_at,
    case when last_changes.state = 'fixed' then last_changes.changed_at end as fixed_at,
    case
        when last_changes.state in ('fixed', 'waived')
        then last_changes.state
        when
            last_changes.is_recent
            and (
                first_judgements.rule_id is null
                or (first_judgements.is_of_first_version and last_changes.is_of_this_run)
            )
        then last_changes.state
        else 'open'
    end as status,
    last_changes.is_recent
    and (
        last_changes.state in ('fixed', 'waived')
        or first_judgements.rule_id is null
        or (first_judgements.is_of_first_version and last_changes.is_of_this_run)
    ) as is_recent,
    last_changes.state = 'waived' as is_waived,
    waived.reason as waiver_reason,
    waived.owner as waiver_owner,
    waived.waived_until
from listed
inner join last_changes on listed.finding_key = last_changes.finding_key
left join {{ ref("int_quality__waived") }} as waived on listed.finding_key = waived.finding_key
left join
    first_judgements
    on listed.rule_id = first_judgements.rule_id
    and last_changes.changed_at = first_judgements.first_judged_at
