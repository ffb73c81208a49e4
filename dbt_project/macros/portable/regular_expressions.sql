{#- Patterns are POSIX extended ones without look-around, written once for every engine. -#}
{#- A pattern as a SQL string. Where a backslash escapes in strings, it is doubled. -#}
{% macro regex_literal(pattern) -%}
    {{ return(adapter.dispatch("regex_literal")(pattern)) }}
{%- endmacro %}


{% macro default__regex_literal(pattern) -%} '{{ pattern | replace("\\", "\\\\") }}' {%- endmacro %}


{% macro duckdb__regex_literal(pattern) -%} '{{ pattern }}' {%- endmacro %}


{% macro postgres__regex_literal(pattern) -%} '{{ pattern }}' {%- endmacro %}


{#- True where the text matches a regular expression anywhere in it. -#}
{% macro matches(expression, pattern) -%}
    {{ return(adapter.dispatch("matches")(expression, pattern)) }}
{%- endmacro %}


{#- regexp_like() is no help: on Snowflake it matches whole texts only. -#}
{% macro default__matches(expression, pattern) -%}
    (regexp_instr({{ expression }}, {{ regex_literal(pattern) }}) > 0)
{%- endmacro %}


{% macro duckdb__matches(expression, pattern) -%}
    regexp_matches({{ expression }}, {{ regex_literal(pattern) }})
{%- endmacro %}


{% macro postgres__matches(expression, pattern) -%}
    ({{ expression }} ~ {{ regex_literal(pattern) }})
{%- endmacro %}


{#- What a pattern without groups first matches in a text; null where it matches nothing. -#}
{% macro first_match(expression, pattern) -%}
    {{ return(adapter.dispatch("first_match")(expression, pattern)) }}
{%- endmacro %}


{% macro default__first_match(expression, pattern) -%}
    nullif(regexp_substr({{ expression }}, {{ regex_literal(pattern) }}), '')
{%- endmacro %}


{% macro duckdb__first_match(expression, pattern) -%}
    nullif(regexp_extract({{ expression }}, {{ regex_literal(pattern) }}), '')
{%- endmacro %}


{% macro postgres__first_match(expression, pattern) -%}
    substring({{ expression }} from {{ regex_literal(pattern) }})
{%- endmacro %}


{#- A text in which every match is replaced. \1 to \9 in the replacement stand for the groups. -#}
{% macro regex_replaced(expression, pattern, replacement) -%}
    {{ return(adapter.dispatch("regex_replaced")(expression, pattern, replacement)) }}
{%- endmacro %}


{% macro default__regex_replaced(expression, pattern, replacement) -%}
    regexp_replace({{ expression }}, {{ regex_literal(pattern) }}, {{ regex_literal(replacement) }})
{%- endmacro %}


{% macro duckdb__regex_replaced(expression, pattern, replacement) -%}
    regexp_replace({{ expression }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}


{% macro postgres__regex_replaced(expression, pattern, replacement) -%}
    {{ duckdb__regex_replaced(expression, pattern, replacement) }}
{%- endmacro %}


{% macro spark__regex_replaced(expression, pattern, replacement) -%}
    {{ default__regex_replaced(expression, pattern, replacement | replace("\\", "$")) }}
{%- endmacro %}
