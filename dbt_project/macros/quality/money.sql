{#- The order in which whatever is wrong is told, wherever it is told: the most severe first, then the most
    money, what is only estimated with it, so that a problem of opportunities without an amount is not
    behind all others. What is of one severity and worth the same, the caller has to part. -#}
{% macro quality_worst_first(severity_weight, amount, amount_estimated="0") -%}
    {{ severity_weight }} desc nulls last,
    {{ quality_known_and_estimated(amount, amount_estimated) }} desc
{%- endmacro %}


{#- Two amounts of which either may be unknown, together. For an order, and for nothing that is told. -#}
{% macro quality_known_and_estimated(amount, amount_estimated) -%}
    coalesce({{ amount }}, 0) + coalesce({{ amount_estimated }}, 0)
{%- endmacro %}


{#- The money of a group of open opportunities, as two columns: what is recorded of it, and what those without an
    amount are estimated at, of which nothing is no estimate. Over weighed(weight_amount, is_estimated),
    each opportunity once. -#}
{% macro quality_amounts(weighed) -%}
    cast(
        sum(
            case when not {{ weighed }}.is_estimated then {{ weighed }}.weight_amount end
        ) as {{ money_type() }}
    ) as amount_corporate,
    cast(
        sum(
            case when {{ weighed }}.is_estimated then nullif({{ weighed }}.weight_amount, 0) end
        ) as {{ money_type() }}
    ) as amount_estimated
{%- endmacro %}
