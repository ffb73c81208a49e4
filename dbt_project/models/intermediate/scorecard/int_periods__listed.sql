{#- One row per period of each kind, from the running one backwards: in some of them nothing happened. -#}
{%- set counts = {"week": 260, "month": 120, "quarter": 40, "year": 20} -%}
with
    today as (select today from {{ ref("int_today__reported") }}),

    {%- for type in period_types() %}
        {{ type }}s as (
            select
                '{{ type }}' as period_type,
                numbers.n - 1 as periods_ago,
                {{ period_later(type, period_start(type, "today.today"), "(1 - numbers.n)") }}
                as period_start,
                today.today
            from today
            cross join ({{ numbers_to(counts[type]) }}) as numbers
        ),
    {%- endfor %}

    periods as (
        {%- for type in period_types() %}
            select
                {{ type }}s.*,
                {{ period_label(type, "period_start") }} as period_label,
                {{ period_later(type, "period_start", 1) }} as next_start,
                {{ period_later(type, "period_start", -1) }} as previous_start,
                {% if type == "week" -%} {{ period_later("week", "period_start", -52) }}
                {%- else -%} {{ period_later("year", "period_start", -1) }}
                {%- endif %} as year_ago_start
            from {{ type }}s
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    ended as (
        select periods.*, cast({{ dbt.dateadd("day", -1, "next_start") }} as date) as period_end
        from periods
    )

select
    period_type,
    periods_ago,
    period_start,
    period_end,
    period_label,
    previous_start,
    year_ago_start,
    next_start <= today as is_complete,
    {{ days_between("period_start", "next_start") }} as total_days,
    -- today counts as a day that is over
    1 + {{ days_between("period_start", least_of(["today", "period_end"])) }} as elapsed_days
from ended
