{#- How little two shares can be one: Pearson's chi-square of two counts among two totals, to six places;
    0 where all or none are hits. At 30 chance alone does it once in twenty million. -#}
{% macro quality_chi_square(hits_before, records_before, hits_after, records_after) -%}
    {%- set hits = "(" ~ hits_before ~ " + " ~ hits_after ~ ")" -%}
    {%- set records = "(" ~ records_before ~ " + " ~ records_after ~ ")" -%}
    {%- set one = "cast(1 as " ~ double_type() ~ ")" -%}
    cast(
        coalesce(
            power(
                {{ one }} * {{ hits_before }} * {{ records_after }}
                - {{ one }} * {{ hits_after }} * {{ records_before }},
                2
            )
            * {{ records }}
            / nullif(
                {{ one }}
                * {{ records_before }}
                * {{ records_after }}
                * {{ hits }}
                * ({{ records }} - {{ hits }}),
                0
            ),
            0
        ) as decimal(24, 6)
    )
{%- endmacro %}


{#- How much better two rates tell so many events than one rate of all of them, each beside so many as were to
    be expected: the gain in log-likelihood of a Poisson process, to six places. -#}
{% macro quality_poisson_gain(events_before, expected_before, events_after, expected_after) -%}
    {%- set parts = [
        (events_before, expected_before, "+"),
        (events_after, expected_after, "+"),
        (
            "(" ~ events_before ~ " + " ~ events_after ~ ")",
            "(" ~ expected_before ~ " + " ~ expected_after ~ ")",
            "-",
        ),
    ] -%}
    cast(
        {%- for events, expected, sign in parts %}
            {{ sign }} case
                when {{ events }} > 0
                then {{ events }} * ln(cast({{ events }} as {{ double_type() }}) / {{ expected }})
                else 0
            end
        {%- endfor %} as decimal(24, 6)
    )
{%- endmacro %}
