{#- True where one of the lengths of a numbering plan is that of the text. -#}
{% macro quality_has_length(digits, lengths) -%}
    ((';' || {{ lengths }} || ';') like ('%;' || {{ as_text("length(" ~ digits ~ ")") }} || ';%'))
{%- endmacro %}


{#- True where the digits are a number of the plan, written with or without what is dialled before it inside
    the country. -#}
{% macro quality_fits_plan(digits, plan) -%}
    (
        {{ quality_has_length(digits, plan ~ ".lengths") }}
        or (
            {{ plan }}.trunk_prefix <> ''
            and left({{ digits }}, length({{ plan }}.trunk_prefix)) = {{ plan }}.trunk_prefix
            and {{
                quality_has_length(
                    "substr(" ~ digits ~ ", length(" ~ plan ~ ".trunk_prefix) + 1)",
                    plan ~ ".lengths",
                )
            }}
        )
    )
{%- endmacro %}
