{#- One end of the Wilson score interval of a rate, to six places: side '-' is the lower end. The end
    that touches 0 or 1 is cut there, where binary arithmetic may miss by a hair. -#}
{% macro wilson_bound(rate, trials, z, side) -%}
    cast(
        round(
            cast(
                greatest(
                    0.0,
                    least(
                        1.0,
                        (
                            {{ rate }} + {{ z }} * {{ z }} / (2 * {{ trials }})
                            {{ side }} {{ z }} * sqrt(
                                {{ rate }} * (1 - {{ rate }}) / {{ trials }}
                                + {{ z }} * {{ z }} / (4 * {{ trials }} * {{ trials }})
                            )
                        )
                        / (1 + {{ z }} * {{ z }} / {{ trials }})
                    )
                ) as decimal(38, 12)
            ),
            6
        ) as decimal(18, 6)
    )
{%- endmacro %}
