{#- The text fields of a system whose values may be numbers or days: rows of the catalog. Of a field whose
    most frequent value has no digit and is not rare, nothing needs to be counted. Empty while parsing. -#}
{% macro quality_fields_of_digits(system) -%}
    {%- set eligible = ref("int_quality__own_texts") -%}
    {%- set catalog = quality_catalog(system) -%}
    {%- if not execute -%} {{ return([]) }} {%- endif -%}
    {%- set query -%}
        select source_object, field from {{ eligible }}
        where source_system = '{{ system }}' and may_be_typed
    {%- endset -%}
    {%- set places = [] -%}
    {%- for row in run_query(query).rows -%}
        {%- do places.append((row.source_object, row.field)) -%}
    {%- endfor -%}
    {%- set found = [] -%}
    {%- for row in catalog if row.column_name and (row.object, row.field) in places -%}
        {%- do found.append(row) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}


{#- What the values of one text field look like, counted. One row. -#}
{% macro quality_text_shapes_of(system, row, empty) -%}
    {%- set column = quality_identifier(row.column_name) -%}
    {%- set words = [] -%}
    {%- for word in empty -%} {%- do words.append(quality_literal(word)) -%} {%- endfor -%}
    select
        {{ quality_literal(system) }} as source_system,
        {{ quality_literal(row.object) }} as source_object,
        {{ quality_literal(row.field) }} as field,
        {{ count_where("is_number") }} as numbers,
        {{ count_where("is_number and not is_whole") }} as marked_numbers,
        count(distinct case when is_number then value end) as distinct_numbers,
        min(case when is_number then length(value) end) as shortest_number,
        max(case when is_number then length(value) end) as longest_number,
        {{ count_where("is_day") }} as days
    from
        (
            select
                value,
                {{ quality_is_number("bare") }} as is_number,
                {{ matches("value", "^[0-9]+$") }} as is_whole,
                {{ quality_is_day("lower(value)") }} as is_day
            from
                (
                    select
                        {{ quality_trimmed(column) }} as value,
                        {{ quality_bare_number(column) }} as bare
                    from {{ quality_raw_table(system, row.object) }}
                    where
                        _deleted_at is null
                        and {{ quality_may_be_typed(column) }}
                        and not {{ quality_is_blank(column) }}
                        {%- if words %}
                            and {{ quality_word(column) }} not in ({{ words | join(", ") }})
                        {%- endif %}
                ) as filled
        ) as judged
{%- endmacro %}


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
