{#- An expression as text. -#}
{% macro as_text(expression) -%} cast({{ expression }} as {{ dbt.type_string() }}) {%- endmacro %}


{#- The type of a binary number of eight bytes. dbt.type_float() is one of four bytes on DuckDB. -#}
{% macro double_type() -%} {{ return(adapter.dispatch("double_type")()) }} {%- endmacro %}


{% macro default__double_type() -%} double precision {%- endmacro %}


{% macro bigquery__double_type() -%} float64 {%- endmacro %}


{% macro spark__double_type() -%} double {%- endmacro %}


{#- A binary number as text without a needless fraction: 5, not 5.0; 0.5. -#}
{% macro double_as_text(expression) -%}
    {{ return(adapter.dispatch("double_as_text")(expression)) }}
{%- endmacro %}


{% macro default__double_as_text(expression) -%}
    {{ regex_replaced(as_text(expression), "\\.0$", "") }}
{%- endmacro %}


{% macro postgres__double_as_text(expression) -%} {{ as_text(expression) }} {%- endmacro %}


{#- The type that this engine has for a column of ours: text, timestamp; any other is the same everywhere. -#}
{% macro sql_type(name) -%}
    {%- if name == "text" -%} {{ return(dbt.type_string()) }}
    {%- elif name == "timestamp" -%} {{ return(dbt.type_timestamp()) }}
    {%- else -%} {{ return(name) }}
    {%- endif -%}
{%- endmacro %}


{#- Body of a query without rows, of `columns` (name: type). -#}
{% macro no_rows(columns) -%}
    select
        {%- for name, type in columns.items() %}
            cast(null as {{ sql_type(type) }}) as {{ name }} {{- "," if not loop.last }}
        {%- endfor %}
    where 1 = 0
{%- endmacro %}


{#- What a column of a raw table holds, whatever its engine calls the type: text, date, timestamp, double,
    integer, boolean, or the engine's own word for anything else. -#}
{% macro kind_of_type(name) -%}
    {%- set word = name.lower() -%}
    {%- if "char" in word or word in ["text", "string"] -%} {{ return("text") }}
    {%- elif word.startswith("timestamp") or word == "datetime" -%} {{ return("timestamp") }}
    {%- elif word.startswith("double") or word.startswith("float") or word == "real" -%}
        {{ return("double") }}
    {%- elif word in ["bigint", "integer", "int", "int64"] -%} {{ return("integer") }}
    {%- elif word.startswith("bool") -%} {{ return("boolean") }}
    {%- else -%} {{ return(word) }}
    {%- endif -%}
{%- endmacro %}


{#- The name of an expression's type as the engine spells it; of null, too. -#}
{% macro type_of(expression) -%}
    {{ return(adapter.dispatch("type_of")(expression)) }}
{%- endmacro %}


{% macro default__type_of(expression) -%} typeof({{ expression }}) {%- endmacro %}


{#- Two names of one thing are one. -#}
{% macro postgres__type_of(expression) -%}
    replace(cast(pg_typeof({{ expression }}) as text), 'character varying', 'text')
{%- endmacro %}
