{#- What a history wrote as text, as what it stands for; null where it stands for none. -#}
{#- A number, as people and programs write it: 1200, -3.5, 1.0E7. -#}
{% macro written_number(expression) -%}
    cast(
        case
            when {{ matches(expression, "^-?[0-9]+([.][0-9]*)?([eE][+-]?[0-9]+)?$") }}
            then {{ expression }}
        end as {{ double_type() }}
    )
{%- endmacro %}


{#- A day: its first ten characters are one, whatever time follows. -#}
{% macro written_day(expression) -%}
    cast(
        case
            when
                {{
                    matches(
                        expression, "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])($|[T ])"
                    )
                }}
            then substr({{ expression }}, 1, 10)
        end as date
    )
{%- endmacro %}


{#- A UTC instant: milliseconds since 1970, a day (its first instant), or a day and a time of UTC. -#}
{% macro written_instant(expression) -%}
    case
        when {{ matches(expression, "^-?[0-9]{1,14}$") }}
        then
            {{
                dbt.dateadd(
                    "second",
                    "cast(floor(cast(case when "
                    ~ matches(expression, "^-?[0-9]{1,14}$")
                    ~ " then "
                    ~ expression
                    ~ " end as decimal(18, 0)) / 1000) as bigint)",
                    "timestamp '1970-01-01 00:00:00'",
                )
            }}
        when
            {{
                matches(
                    expression,
                    "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])($|[T ][0-2][0-9]:[0-5][0-9])",
                )
            }}
        then
            cast(
                substr(
                    replace(replace({{ expression }}, 'T', ' '), 'Z', ''), 1, 23
                ) as {{ dbt.type_timestamp() }}
            )
    end
{%- endmacro %}
