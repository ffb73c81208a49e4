{#- Every metric for the company, and whatever has a goal, in the running period and the twelve before it. A
    goal for one period comes before one for every period. Where some channels, owners or teams have
    goals of their own, a row without a name is all the others together: the company's less theirs. -#}
{{ config(materialized="ephemeral") -}}
{%- set times = {
    "actual": "period_start",
    "previous": "previous_start",
    "year_ago": "year_ago_start",
} -%}
{%- set kept -%}
    metric_id kind better period_type periods_ago period_start period_end period_label is_complete
    elapsed_days total_days owner_team could_not_see
{%- endset -%}
{%- set kept = kept.split() -%}
with
    goals as (select * from {{ ref("int_goals__agreed") }}),

    periods as (select * from {{ ref("int_periods__listed") }} where periods_ago <= 12),

    -- what could be seen of the company was seen of its parts: where one has no row, it is zero
    companies as (select * from {{ ref("mart_metric_period") }} where scope = 'all'),

    asked as (
        select distinct metrics.metric_id, periods.period_type, 'all' as scope, '' as scope_value
        from {{ ref("metrics") }} as metrics
        cross join periods
        union
        select metric_id, period_type, scope, scope_value
        from goals
    ),

    measured as (
        select
            asked.metric_id,
            asked.scope,
            asked.scope_value,
            periods.*,
            metrics.kind,
            metrics.better,
            coalesce(own.target, standing.target) as target,
            coalesce(own.owner_team, standing.owner_team, metrics.owner_team) as owner_team,
            seen.could_not_see,
            {%- for name in times %}
                case
                    when
                        {{ name }}.metric_id is null
                        and metrics.kind = 'sum'
                        and {{ name }}_company.numerator is not null
                    then 0
                    else {{ name }}.numerator
                end as {{ name }}_numerator,
                {{ name }}.denominator as {{ name }}_denominator {{- "," if not loop.last }}
            {%- endfor %}
        from asked
        inner join periods on periods.period_type = asked.period_type
        inner join {{ ref("metrics") }} as metrics on metrics.metric_id = asked.metric_id
        inner join {{ ref("int_metrics__seen") }} as seen on seen.metric_id = metrics.metric_id
        {%- for name, day in {"own": "= periods.period_start", "standing": "is null"}.items() %}
            left join
                goals as {{ name }}
                on {{ name }}.metric_id = asked.metric_id
                and {{ name }}.period_type = asked.period_type
                and {{ name }}.scope = asked.scope
                and {{ name }}.scope_value = asked.scope_value
                and {{ name }}.starts_on {{ day }}
        {%- endfor %}
        {%- for name, start in times.items() %}
            left join
                {{ ref("mart_metric_period") }} as {{ name }}
                on {{ name }}.metric_id = asked.metric_id
                and {{ name }}.period_type = asked.period_type
                and {{ name }}.scope = asked.scope
                and {{ name }}.scope_value = asked.scope_value
                and {{ name }}.period_start = periods.{{ start }}
            left join
                companies as {{ name }}_company
                on {{ name }}_company.metric_id = asked.metric_id
                and {{ name }}_company.period_type = asked.period_type
                and {{ name }}_company.period_start = periods.{{ start }}
        {%- endfor %}
    ),

    others as (
        select
            {%- for column in kept %} whole.{{ column }},{%- endfor %}
            parts.scope,
            '' as scope_value,
            -- a share of the whole is no sum of shares
            case
                when whole.kind = 'sum' then whole.target - sum(coalesce(parts.target, 0))
            end as target,
            {%- for name in times %}
                {%- for part in ["numerator", "denominator"] %}
                    whole.{{ name }}_{{ part }}
                    - sum(coalesce(parts.{{ name }}_{{ part }}, 0)) as {{ name }}_{{ part }}
                    {{- "," if not loop.last }}
                {%- endfor %}
                {{- "," if not loop.last }}
            {%- endfor %}
        from measured as parts
        inner join
            measured as whole
            on whole.metric_id = parts.metric_id
            and whole.period_type = parts.period_type
            and whole.period_start = parts.period_start
            and whole.scope = 'all'
        where parts.scope <> 'all'
        group by
            {%- for column in kept %} whole.{{ column }},{%- endfor %}
            {%- for name in times %}
                whole.{{ name }}_numerator, whole.{{ name }}_denominator,
            {%- endfor %}
            whole.target,
            parts.scope
    ),

    everyone as (
        select
            {%- for column in kept %} {{ column }},{%- endfor %}
            scope,
            scope_value,
            target
            {%- for name in times %}, {{ name }}_numerator, {{ name }}_denominator {%- endfor %}
        from measured
        union all
        select *
        from others
    )

select
    everyone.*,
    {%- for name in times %}
        case
            when kind = 'sum'
            then {{ name }}_numerator
            else {{ ratio(name ~ "_numerator", name ~ "_denominator") }}
        end as {{ name }}_value {{- "," if not loop.last }}
    {%- endfor %}
from everyone
