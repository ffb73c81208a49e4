{#- A run repeated at its own instant, under the same definitions and release, is the run that it was; one that
    judges at an earlier instant than those before it takes their place. -#}
{%- set columns = {
    "run_number": "bigint",
    "run_id": "text",
    "as_of": "timestamp",
    "reporting_date": "date",
    "definitions": "text",
    "rates": "text",
    "product_version": "text",
} -%}
{{ config(meta={"reads_publication": {"marts.dim_run": columns | list}}) }}

with
    previous as ({{ previous_publication("dim_run", columns, schema="marts") }}),

    run as (
        select
            context.as_of,
            {{ reporting_date("context.as_of") }} as reporting_date,
            {{ definitions_fingerprint() }} as definitions,
            {{ models_version() }} as product_version
        from {{ ref("stg_ops__run_context") }} as context
    ),

    -- of runs at one instant, the one that started last
    named as (
        select
            runs.run_id,
            row_number() over (order by runs.started_at desc nulls last, runs.run_id) as row_rank
        from {{ ref("stg_meta__runs") }} as runs
        inner join run on run.as_of = runs.as_of
    ),

    rates as (
        select {{ dbt.hash(dbt.listagg("told", "','", "order by " ~ byte_order("told"))) }} as rates
        from
            (
                select
                    source_system
                    || basis
                    || from_currency
                    || to_currency
                    || coalesce({{ as_text("valid_from") }}, '')
                    || {{ as_text("cast(rate as decimal(28, 10))") }} as told
                from {{ ref("fct_fx_rate") }}
            ) as each_rate
    ),

    earlier as (
        select
            previous.*,
            row_number() over (order by previous.run_number desc) as recency,
            row_number() over (
                partition by previous.reporting_date order by previous.run_number desc
            ) as place_in_day,
            row_number() over (
                partition by {{ dbt.date_trunc("month", "previous.reporting_date") }}
                order by previous.run_number desc
            ) as place_in_month,
            -- how old it is
            {{ dbt.datediff("previous.reporting_date", "run.reporting_date", "day") }} as days_ago
        from previous
        inner join run on previous.as_of <= run.as_of
    ),

    numbered as (
        select
            coalesce(last_run.run_number, 0) + case
                when
                    last_run.as_of = run.as_of
                    and last_run.definitions = run.definitions
                    and last_run.product_version = run.product_version
                then 0
                else 1
            end as run_number,
            named.run_id,
            run.as_of,
            run.reporting_date,
            run.definitions,
            rates.rates,
            run.product_version
        from run
        cross join rates
        left join earlier as last_run on last_run.recency = 1
        left join named on named.row_rank = 1
    )

select {%- for column in columns %} earlier.{{ column }} {{- "," if not loop.last }} {%- endfor %}
from earlier
inner join numbered on earlier.run_number < numbered.run_number
where
    days_ago <= {{ days_of_every_run() }}
    or (days_ago <= {{ days_of_a_daily_run() }} and place_in_day = 1)
    or place_in_month = 1
union all
select
    {%- for column, type in columns.items() %}
        cast({{ column }} as {{ sql_type(type) }}) as {{ column }} {{- "," if not loop.last }}
    {%- endfor %}
from numbered
