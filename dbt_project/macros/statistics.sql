{#- One end of the Wilson score interval of a rate, to six places: side '-' is the lower end. Null
    where there is no rate: greatest and least would make 0 and 1 of it. The end that touches 0 or 1
    is cut there, where binary arithmetic may miss by a hair. -#}
{% macro wilson_bound(hits, trials, side) -%}
    {%- set z = glossary("close_rate_confidence_z") | trim -%}
    {%- set n = "cast(" ~ trials ~ " as " ~ double_type() ~ ")" -%}
    {%- set rate = "cast(" ~ hits ~ " as " ~ double_type() ~ ") / " ~ n -%}
    {%- set bound -%}
        (
            {{ rate }} + {{ z }} * {{ z }} / (2 * {{ n }})
            {{ side }} {{ z }} * sqrt(
                {{ rate }} * (1 - {{ rate }}) / {{ n }} + {{ z }} * {{ z }} / (4 * {{ n }} * {{ n }})
            )
        )
        / (1 + {{ z }} * {{ z }} / {{ n }})
    {%- endset -%}
    case
        when {{ trials }} > 0 and {{ hits }} is not null
        then
            cast(
                round(
                    cast({{ greatest_of(["0.0", least_of(["1.0", bound])]) }} as decimal(38, 12)), 6
                ) as decimal(18, 6)
            )
    end
{%- endmacro %}


{#- A rate with its interval, as three columns: <name>, <name>_low, <name>_high. -#}
{% macro rate_with_interval(hits, trials, name) -%}
    {{ ratio(hits, trials) }} as {{ name }},
    {{ wilson_bound(hits, trials, "-") }} as {{ name }}_low,
    {{ wilson_bound(hits, trials, "+") }} as {{ name }}_high
{%- endmacro %}


{#- One end of Newcombe's interval of the difference of two rates that have Wilson's as <name>_low and
    <name>_high, to six places: side '-' is the lower end. -#}
{% macro newcombe_bound(one, other, side) -%}
    {%- set far, near = ("low", "high") if side == "-" else ("high", "low") -%}
    {%- set apart = [one ~ " - " ~ one ~ "_" ~ far, other ~ " - " ~ other ~ "_" ~ near] -%}
    {%- set squares = [] -%}
    {%- for each in apart -%}
        {%- set asked = "cast(" ~ each ~ " as " ~ double_type() ~ ")" -%}
        {%- do squares.append(asked ~ " * " ~ asked) -%}
    {%- endfor -%}
    {{
        rounded(
            "cast("
            ~ one
            ~ " - "
            ~ other
            ~ " as "
            ~ double_type()
            ~ ") "
            ~ side
            ~ " sqrt("
            ~ squares
            | join(" + ") ~ ")",
            6,
        )
    }}
{%- endmacro %}


{#- One end of Fisher's interval of a correlation over so many pairs of values, to six places: side '-' is the
    lower end. Null of fewer than four pairs, and where they lie on a line: it has no width there. -#}
{% macro fisher_bound(correlation, pairs, side) -%}
    {%- set z = glossary("close_rate_confidence_z") | trim -%}
    {%- set r = "cast(" ~ correlation ~ " as " ~ double_type() ~ ")" -%}
    {%- set grown -%}
        (1 + {{ r }}) / (1 - {{ r }})
        * exp({{ side }} 2 * {{ z }} / sqrt(cast({{ pairs }} - 3 as {{ double_type() }})))
    {%- endset -%}
    case
        when {{ pairs }} > 3 and abs({{ correlation }}) < 1
        then {{ rounded("((" ~ grown ~ ") - 1) / ((" ~ grown ~ ") + 1)", 6) }}
    end
{%- endmacro %}


{#- A count where somebody could see it, zero if there was nothing to see; null where nobody could. -#}
{% macro known_if(could_see, count) -%}
    case when {{ could_see }} then coalesce({{ count }}, 0) end
{%- endmacro %}


{#- Whether so many entries give a share that is worth showing. -#}
{% macro is_share_judged(trials) -%}
    coalesce({{ trials }} >= {{ quality_parameter("min_entries") }}, false)
{%- endmacro %}


{#- A double with so many decimal places, halves away from zero: by way of more places, since engines cut
    a double that binary arithmetic misses by a hair, each in its own way. -#}
{% macro rounded(value, places) -%}
    cast(cast({{ value }} as decimal(28, 9)) as decimal(18, {{ places }}))
{%- endmacro %}
