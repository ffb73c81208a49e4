{#- True where a column of a raw table holds a value; white space and what counts as empty are none, raw: white
    space alone. Texts are held against the spellings that were found in them, which costs a tenth of trimming
    each; where they are many, against the words. -#}
{% macro quality_is_filled(row, fault, raw=false) -%}
    {%- set column = quality_identifier(row.column_name) -%}
    {%- set kind = kind_of_type(row.column_type) -%}
    {%- set empty = [] if raw else fault.get("empty", []) -%}
    {%- set spellings = fault.get("blank", []) + ([] if raw else fault.get("spellings", [])) -%}
    {{ column }} is not null
    {%- if kind == "text" and spellings | length > 50 %}
        and not {{ quality_is_blank(column) }}
        {%- if empty %}
            and {{ quality_word(column) }} not in ({{ quality_literals(empty) }})
        {%- endif %}
    {%- elif kind == "text" and spellings %}
        and {{ column }} not in ({{ quality_literals(spellings) }})
    {%- elif kind in ["date", "timestamp"] and empty %}
        and {{ as_text("cast(" ~ column ~ " as date)") }} not in ({{ quality_literals(empty) }})
    {%- endif %}
{%- endmacro %}


{#- What a column holds, null where that is no value: to be counted. -#}
{% macro quality_filled_value(row, fault, raw=false) -%}
    {%- set column = quality_identifier(row.column_name) -%}
    {%- set filled = quality_is_filled(row, fault, raw) -%}
    {%- if filled == column ~ " is not null" -%} {{ column }}
    {%- else -%} case when {{ filled }} then {{ column }} end
    {%- endif -%}
{%- endmacro %}
