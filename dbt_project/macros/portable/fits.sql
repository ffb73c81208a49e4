{#- True where the text matches a regular expression that the row itself holds. -#}
{% macro fits(expression, pattern) -%}
    {{ return(adapter.dispatch("fits")(expression, pattern)) }}
{%- endmacro %}


{% macro default__fits(expression, pattern) -%}
    regexp_like({{ expression }}, {{ pattern }})
{%- endmacro %}


{% macro duckdb__fits(expression, pattern) -%}
    regexp_matches({{ expression }}, {{ pattern }})
{%- endmacro %}


{% macro postgres__fits(expression, pattern) -%}({{ expression }} ~ {{ pattern }}) {%- endmacro %}
