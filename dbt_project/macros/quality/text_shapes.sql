{#- False for a text that begins with a letter, but with no currency and no month: it is neither a number nor
    a day, and most texts are told by that at a fortieth of the cost of looking closer. -#}
{% macro quality_may_be_typed(expression) -%}
    {%- set words = (quality_currency_codes() | lower).split("|") -%}
    {%- set words = words + [
        "r$",
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
    ] -%}
    {{ quality_may_be_word(expression, words + ["oct", "nov", "dec", "us$"]) }}
{%- endmacro %}


{#- True where a bare text (see quality_bare_number) is a number, or a share in per cent. What begins with a
    nought and goes on with digits is a code. -#}
{% macro quality_is_number(bare) -%}
    (
        (
            {{ matches(bare, "^[+-]?[0-9]{1,15}([.,][0-9]+)?( ?%)?$") }}
            or {{ matches(bare, quality_points_and_commas()) }}
            or {{ matches(bare, quality_commas_and_points()) }}
        )
        and not {{ matches(bare, "^[+-]?0[0-9]") }}
    )
{%- endmacro %}


{#- True where a small-letter text is a day, alone or with a time: 2025-03-12, 12.03.2025, 3/12/2025,
    12 Mar 2025, March 12th, 2025. -#}
{% macro quality_is_day(expression) -%}
    {%- set year = "(19|20)[0-9]{2}" -%}
    {%- set month = (
        "(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july"
        ~ "|august|september|october|november|december)[.]?"
    ) -%}
    {%- set number = "(0?[1-9]|[12][0-9]|3[01])" -%}
    {%- set ways = [
        year ~ "([-/.])(0?[1-9]|1[0-2])([-/.])" ~ number ~ "([t ].*)?",
        number ~ "([-/.])" ~ number ~ "([-/.])" ~ year ~ "( .*)?",
        number ~ "[. -]+" ~ month ~ "[, -]+" ~ year,
        month ~ "[ -]+" ~ number ~ "(st|nd|rd|th)?[, ]+" ~ year,
    ] -%}
    {{ matches(expression, "^(" ~ ways | join("|") ~ ")$") }}
{%- endmacro %}
