{#- A double as an exact number; null where it is not finite, or not below the limit. -#}
{% macro exact(expression, exact_type, limit) -%}
    cast(
        cast(
            case
                when abs({{ expression }}) < {{ limit }} then {{ expression }}
            end as {{ dbt.type_string() }}
        ) as {{ exact_type }}
    )
{%- endmacro %}


{#- numerator / denominator to six places; null, never 0, when there is nothing to divide by. -#}
{% macro ratio(numerator, denominator) -%}
    {{ ratio_of_amounts(numerator, denominator, limit=1000000000000) }}
{%- endmacro %}


{#- The same of amounts, of which one may be a cent and the other billions: as `exact_type`, null beyond the
    limit, where it is nobody's number. One division, of numbers that are exact until then: halves are
    rounded away from 0 as on paper. -#}
{% macro ratio_of_amounts(numerator, denominator, exact_type="decimal(18, 6)", limit=1000000000) -%}
    {%- set quotient -%}
        (
            cast({{ numerator }} as {{ double_type() }})
            / nullif(cast({{ denominator }} as {{ double_type() }}), 0)
        )
    {%- endset -%}
    cast(
        case
            when abs({{ quotient }}) < {{ limit }} then {{ fifteen_digits(quotient) }}
        end as {{ exact_type }}
    )
{%- endmacro %}


{#- Text without its outer blanks; null when nothing is left. -#}
{% macro blank_to_null(expression) -%} nullif({{ trimmed(expression) }}, '') {%- endmacro %}
