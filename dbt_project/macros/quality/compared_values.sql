{#- A value as it is compared with one of another field: texts without capitals and outer white space. -#}
{% macro quality_compared_value(row, as_kind) -%}
    {%- set column = quality_identifier(row.column_name) -%}
    {%- set kind = kind_of_type(row.column_type) -%}
    {%- if kind == "text" -%} {{ quality_word(column) }}
    {%- elif kind == as_kind -%} {{ column }}
    {%- elif kind == "timestamp" -%} {{ as_text("cast(" ~ column ~ " as date)") }}
    {%- else -%} {{ quality_written_value(column, kind) }}
    {%- endif -%}
{%- endmacro %}


{#- The most frequent value of a pair's first field, in the same form; empty where none is known. -#}
{% macro quality_usual_value(pair, as_kind) -%}
    {%- if pair.usual is none -%} {{ return("") }} {%- endif -%}
    {%- set text = quality_literal(pair.usual) -%}
    {%- if as_kind == "text" -%} {{ return(quality_word(text)) }} {%- endif -%}
    {{ return("cast(" ~ text ~ " as " ~ pair.fields[0].column_type ~ ")") }}
{%- endmacro %}
