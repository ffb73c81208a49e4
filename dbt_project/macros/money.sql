{#- What each of so many cost: null where nothing is known of the cost, and where there is none of them. -#}
{% macro cost_per(amount, count) -%}
    {{ ratio_of_amounts(amount, count, money_type(), limit=1000000000000000) }}
{%- endmacro %}
