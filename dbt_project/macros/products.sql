{#- A product's code or name as records are compared by it. -#}
{% macro comparable_product(expression) -%}
    {{ lower_case(blank_to_null(expression)) }}
{%- endmacro %}
