-- What came, came back and went of each rule in a reader's last week, what a rule brought with it
-- or took along when it was new or changed its meaning, and what stands now.
with
    run as (
        select
            {{ as_of() }} as as_of,
            {{ dbt.dateadd("day", "-" ~ quality_parameter("news_days"), as_of()) }} as news_since
    ),

    rules as (select * from {{ ref("int_quality__rules") }}),

    judgements as (
        select
            history.rule_id,
            history.rule_version,
            history.first_judged_at,
            row_number() over (
                partition by history.rule_id
                order by history.first_judged_at desc, history.rule_version desc
            ) as recency,
            lag(history.rule_version) over (
                partition by history.rule_id order by history.first_judged_at, history.rule_version
            ) as version_before
        from {{ ref("rule_history") }} as history
    ),

    present as (select * from judgements where recency = 1),

    changes as (
        select
            history.rule_id,
            history.finding_key,
            history.state,
            judgements.rule_id is not null as came_with_rule,
            row_number() over (
                partition by history.finding_key order by history.changed_at desc
            ) as recency
        from {{ ref("finding_history") }} as history
        cross join run
        left join
            judgements
            on judgements.rule_id = history.rule_id
            and judgements.first_judged_at = history.changed_at
        where history.changed_at > run.news_since
    ),

    last_changes as (select * from changes where recency = 1),

    -- what was found when its rule was first judged so came with the rule: nobody broke it since
    findings as (
        select
            found.rule_id,
            {{ count_where("found.status = 'new' and not coalesce(came_with_rule, false)") }}
            as count_new,
            {{ count_where("found.status = 'reappeared' and not coalesce(came_with_rule, false)") }}
            as count_reappeared,
            {{ count_where("found.status = 'fixed' and found.is_recent") }} as count_fixed,
            {{ count_where("found.status = 'waived' and found.is_recent") }} as count_waived,
            {{ count_where("found.status not in ('fixed', 'waived')") }} as count_open
        from {{ ref("finding") }} as found
        left join last_changes on last_changes.finding_key = found.finding_key
        group by found.rule_id
    ),

    moved as (
        select
            rule_id,
            {{ count_where("state = 'withdrawn'") }} as count_withdrawn,
            {{ count_where("state in ('new', 'reappeared') and came_with_rule") }}
            as count_came_with_rule
        from last_changes
        group by rule_id
    ),

    results as (select * from {{ ref("rule_result") }}),

    known as (
        select rule_id
        from rules
        union
        select rule_id
        from moved
    )

select
    known.rule_id,
    results.name,
    results.severity,
    results.level,
    rules.rule_version,
    present.version_before,
    present.first_judged_at as version_since_at,
    case
        when rules.rule_id is null
        then 'retired'
        when present.first_judged_at <= run.news_since
        then 'unchanged'
        when present.version_before is null
        then 'new'
        else 'changed'
    end as rule_state,
    cast(coalesce(findings.count_new, 0) as bigint) as count_new,
    cast(coalesce(findings.count_reappeared, 0) as bigint) as count_reappeared,
    cast(coalesce(findings.count_fixed, 0) as bigint) as count_fixed,
    cast(coalesce(findings.count_waived, 0) as bigint) as count_waived,
    cast(coalesce(moved.count_withdrawn, 0) as bigint) as count_withdrawn,
    cast(coalesce(moved.count_came_with_rule, 0) as bigint) as count_came_with_rule,
    cast(coalesce(findings.count_open, 0) as bigint) as count_open,
    results.open_amount_touched,
    results.open_amount_estimated,
    cast(
        row_number() over (
            order by
                rules.severity_weight desc nulls last,
                results.problem_rank nulls last,
                known.rule_id
        ) as integer
    ) as change_rank
from known
cross join run
left join rules on rules.rule_id = known.rule_id
left join results on results.rule_id = known.rule_id
left join findings on findings.rule_id = known.rule_id
left join present on present.rule_id = known.rule_id
left join moved on moved.rule_id = known.rule_id
