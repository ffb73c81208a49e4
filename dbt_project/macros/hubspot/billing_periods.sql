{#- The whole months of a period as HubSpot writes it (P12M, P1Y6M); null for one in weeks or days. -#}
{% macro months_of_period(expression) -%}
    case
        when
            {{ matches(expression, "^P([0-9]{1,3}Y)?([0-9]{1,3}M)?$") }} and {{ expression }} <> 'P'
        then
            12 * coalesce(
                cast(replace({{ first_match(expression, "[0-9]+Y") }}, 'Y', '') as integer), 0
            )
            + coalesce(
                cast(replace({{ first_match(expression, "[0-9]+M") }}, 'M', '') as integer), 0
            )
    end
{%- endmacro %}
