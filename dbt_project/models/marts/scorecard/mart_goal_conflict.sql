{#- Goals of the running periods that cannot be met together, and those whose metrics were seen to move
    against each other. What was seen is a hint: two numbers may have moved apart by chance. -#}
{%- set kept = [
    "conflict_kind",
    "metric_id",
    "other_metric_id",
    "scope",
    "period_type",
    "period_label",
    "owner_team",
    "other_owner_team",
    "target",
    "other_target",
    "implied_value",
    "best_of_others",
    "correlation",
    "count_weeks",
] -%}
{%- set exact = "cast(null as " ~ metric_type() ~ ")" -%}
with
    rows_told as (
        select scores.*, metrics.kind, metrics.better, metrics.above, metrics.below
        from {{ ref("mart_scorecard") }} as scores
        inner join {{ ref("metrics") }} as metrics on metrics.metric_id = scores.metric_id
    ),

    goals as (select * from rows_told where periods_ago = 0 and target > 0),

    -- teams of the parts of a goal: one name, or several in the order of the alphabet
    part_teams as (
        select distinct metric_id, period_type, scope, owner_team
        from goals
        where scope <> 'all' and scope_value <> ''
    ),

    named_parts as (
        select
            metric_id,
            period_type,
            scope,
            {{ dbt.listagg("owner_team", "', '", "order by owner_team") }} as owner_team
        from part_teams
        group by metric_id, period_type, scope
    ),

    -- what is left of the company's goal for whoever has none, and the most they ever brought
    left_over as (
        select
            metric_id,
            period_type,
            scope,
            max(case when periods_ago = 0 then target end) as target,
            max(case when periods_ago > 0 then actual_value end) as best_of_others
        from rows_told
        where scope <> 'all' and scope_value = '' and kind = 'sum'
        group by metric_id, period_type, scope
    ),

    parts as (
        select
            case
                when left_over.target < 0 then 'parts_exceed' else 'parts_fall_short'
            end as conflict_kind,
            whole.metric_id,
            whole.metric_id as other_metric_id,
            left_over.scope,
            whole.period_type,
            whole.period_label,
            whole.owner_team,
            named_parts.owner_team as other_owner_team,
            whole.target,
            cast(whole.target - left_over.target as {{ metric_type() }}) as other_target,
            left_over.target as implied_value,
            left_over.best_of_others,
            {{ exact }} as correlation,
            cast(null as bigint) as count_weeks
        from goals as whole
        inner join
            left_over
            on left_over.metric_id = whole.metric_id
            and left_over.period_type = whole.period_type
        inner join
            named_parts
            on named_parts.metric_id = left_over.metric_id
            and named_parts.period_type = left_over.period_type
            and named_parts.scope = left_over.scope
        where
            whole.scope = 'all'
            and (
                left_over.target < 0
                or (
                    whole.better = 'higher'
                    and left_over.target > coalesce(left_over.best_of_others, 0)
                )
            )
    ),

    rates as (
        select
            'rate_against_volumes' as conflict_kind,
            rates.metric_id,
            volumes.metric_id as other_metric_id,
            rates.scope,
            rates.period_type,
            rates.period_label,
            rates.owner_team,
            volumes.owner_team as other_owner_team,
            rates.target,
            volumes.target as other_target,
            {{ ratio("hits.target", "volumes.target") }} as implied_value,
            {{ exact }} as best_of_others,
            {{ exact }} as correlation,
            cast(null as bigint) as count_weeks,
            rates.better
        from goals as rates
        inner join
            goals as volumes
            on volumes.metric_id = rates.below
            and volumes.period_type = rates.period_type
            and volumes.scope = rates.scope
            and volumes.scope_value = rates.scope_value
        inner join
            goals as hits
            on hits.metric_id = rates.above
            and hits.period_type = rates.period_type
            and hits.scope = rates.scope
            and hits.scope_value = rates.scope_value
    )

select {{ kept | join(", ") }}
from parts
union all
select {{ kept | join(", ") }}
from rates
where
    (better = 'higher' and implied_value < target) or (better = 'lower' and implied_value > target)
union all
select {{ kept | join(", ") }}
from {{ ref("int_goals__moved_apart") }}
