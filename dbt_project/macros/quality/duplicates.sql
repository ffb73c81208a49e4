{#- Whether one of two records was made first; of one instant, which of them has the smaller number. -#}
{% macro is_older(one, other) -%}
    (
        {{ one }}.created_at < {{ other }}.created_at
        or (
            {{ one }}.node < {{ other }}.node
            and coalesce({{ one }}.created_at = {{ other }}.created_at, true)
        )
    )
{%- endmacro %}
