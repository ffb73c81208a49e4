{#- A whole number as bigint: sums of integers are numeric or hugeint depending on the engine. -#}
{% macro count_where(condition) -%}
    cast(sum(case when {{ condition }} then 1 else 0 end) as bigint)
{%- endmacro %}


{#- The middle of the values of a group; of an even number of values, the mean of the middle two. -#}
{% macro median_of(expression) -%}
    {{ return(adapter.dispatch("median_of")(expression)) }}
{%- endmacro %}


{% macro default__median_of(expression) -%}
    percentile_cont(0.5) within group (order by {{ expression }})
{%- endmacro %}


{#- BigQuery has no exact median of a group: its nearest is off by less than one rank in a thousand. -#}
{% macro bigquery__median_of(expression) -%}
    approx_quantiles({{ expression }}, 1000)[offset(500)]
{%- endmacro %}


{#- The lower median: one of the values themselves, so that every engine names the same one. -#}
{% macro lower_median_of(expression) -%}
    {{ return(adapter.dispatch("lower_median_of")(expression)) }}
{%- endmacro %}


{% macro default__lower_median_of(expression) -%}
    percentile_disc(0.5) within group (order by {{ expression }})
{%- endmacro %}


{% macro bigquery__lower_median_of(expression) -%}
    {{ bigquery__median_of(expression) }}
{%- endmacro %}


{#- The value below which a share of a group lies, between two values in proportion. -#}
{% macro value_at_share(share, expression) -%}
    {{ return(adapter.dispatch("value_at_share")(share, expression)) }}
{%- endmacro %}


{% macro default__value_at_share(share, expression) -%}
    percentile_cont({{ share }}) within group (order by {{ expression }})
{%- endmacro %}


{#- BigQuery has no exact one of a group: its nearest is off by less than one rank in a thousand. -#}
{% macro bigquery__value_at_share(share, expression) -%}
    approx_quantiles({{ expression }}, 1000)[offset(cast(1000 * {{ share }} as int64))]
{%- endmacro %}
