-- A hit is a pair of stages whose channels, or whose months, do not add up to all cycles.
{{ config(meta={"dagster": {"ref": {"name": "mart_funnel_conversion"}}}) -}}
{%- set counts = [
    "count_from",
    "count_to",
    "count_from_imputed",
    "count_to_imputed",
    "count_to_excluded",
    "count_days",
    "count_days_negative",
] -%}
with
    sums as (
        select
            cycle_type,
            stage_from,
            stage_to,
            breakdown
            {%- for column in counts %}, sum({{ column }}) as {{ column }} {%- endfor %}
        from {{ ref("mart_funnel_conversion") }}
        group by cycle_type, stage_from, stage_to, breakdown
    ),

    breakdowns as (select distinct breakdown from {{ ref("mart_funnel_conversion") }})

select whole.cycle_type, whole.stage_from, whole.stage_to, breakdowns.breakdown
from sums as whole
cross join breakdowns
left join
    sums as parts
    on parts.cycle_type = whole.cycle_type
    and parts.stage_from = whole.stage_from
    and parts.stage_to = whole.stage_to
    and parts.breakdown = breakdowns.breakdown
where
    whole.breakdown = 'all'
    and (
        {%- for column in counts %}
            parts.{{ column }} is distinct from whole.{{ column }}
            {%- if not loop.last %} or {% endif %}
        {%- endfor %}
    )
