-- A hit is a number of which the causes of its change do not add up to the difference from what was
-- published: of any period whose number was published, for the company, each channel, owner and
-- team.
{%- set columns = {
    "metric_id": "text",
    "period_type": "text",
    "period_start": "date",
    "period_end": "date",
    "scope": "text",
    "scope_value": "text",
    "numerator": "decimal(28, 6)",
    "denominator": "decimal(28, 6)",
} -%}
{%- set run = {"run_number": "bigint"} -%}
{%- set scopes = {
    "all": "''",
    "channel": "coalesce(channel, '')",
    "owner": "coalesce(owner_key, '')",
    "team": "coalesce(team, '')",
} -%}
{{
    config(
        meta={
            "reads_publication": {
                "marts.mart_metric_period": columns | list,
                "marts.dim_run": run | list,
            }
        }
    )
}}

with
    published as ({{ previous_publication("mart_metric_period", columns, schema="marts") }}),

    published_runs as ({{ previous_publication("dim_run", run, schema="marts") }}),

    runs as (select max(run_number) as run_number from {{ ref("dim_run") }}),

    -- where the run is repeated, what is published is its own
    comparable as (
        select published.*
        from published
        cross join runs
        where
            (select max(run_number) from published_runs) = runs.run_number - 1
            and published.scope in ('{{ scopes | join("', '") }}')
    ),

    restated as (
        {%- for scope, value in scopes.items() %}
            {%- for type in period_types() %}
                select
                    metric_id,
                    '{{ type }}' as period_type,
                    {{ period_start(type, "happened_date") }} as period_start,
                    '{{ scope }}' as scope,
                    {{ value }} as scope_value,
                    numerator,
                    denominator
                from {{ ref("fct_restatement") }}
                inner join runs using (run_number)
                {% if not loop.last %}
                    union all
                {% endif %}
            {%- endfor %}
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    changed as (
        select
            metric_id,
            period_type,
            period_start,
            scope,
            scope_value,
            sum(numerator) as numerator,
            sum(denominator) as denominator
        from restated
        group by metric_id, period_type, period_start, scope, scope_value
    )

select comparable.*
from comparable
left join
    changed
    on changed.metric_id = comparable.metric_id
    and changed.period_type = comparable.period_type
    and changed.period_start = comparable.period_start
    and changed.scope = comparable.scope
    and changed.scope_value = comparable.scope_value
left join
    {{ ref("mart_metric_period") }} as present
    on present.metric_id = comparable.metric_id
    and present.period_type = comparable.period_type
    and present.period_start = comparable.period_start
    and present.scope = comparable.scope
    and present.scope_value = comparable.scope_value
where
    comparable.numerator is not null
    -- a calendar that changed has other periods of the same beginning
    and coalesce(present.period_end, comparable.period_end) = comparable.period_end
    and (present.metric_id is null or present.numerator is not null)
    and (
        abs(coalesce(present.numerator, 0) - comparable.numerator - coalesce(changed.numerator, 0))
        > 0
        or abs(
            coalesce(present.denominator, 0)
            - coalesce(comparable.denominator, 0)
            - coalesce(changed.denominator, 0)
        )
        > 0
    )
