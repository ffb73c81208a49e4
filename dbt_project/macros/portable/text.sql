{#- Text that sorts and compares byte by byte, so that "the smallest id" is the same on every engine. -#}
{% macro byte_order(expression) -%}
    {{ return(adapter.dispatch("byte_order")(expression)) }}
{%- endmacro %}


{% macro default__byte_order(expression) -%} {{ expression }} {%- endmacro %}


{% macro postgres__byte_order(expression) -%} ({{ expression }} collate "C") {%- endmacro %}


{#- A text without the blanks at its ends, of whatever width: those that Unicode calls spaces. -#}
{% macro trimmed(expression) -%}
    {{ return(adapter.dispatch("trimmed")(expression)) }}
{%- endmacro %}


{% macro default__trimmed(expression) -%}
    {%- set characters = [" "] -%}
    {%- for code in [160, 5760] + range(8192, 8203) | list + [8239, 8287, 12288] -%}
        {%- do characters.append("%c" | format(code)) -%}
    {%- endfor -%}
    {{ trimmed_of(expression, characters | join) }}
{%- endmacro %}


{% macro duckdb__trimmed(expression) -%} trim({{ expression }}) {%- endmacro %}


{#- A text without those of the characters that stand at its ends. -#}
{% macro trimmed_of(expression, characters) -%}
    {{ return(adapter.dispatch("trimmed_of")(expression, characters)) }}
{%- endmacro %}


{% macro default__trimmed_of(expression, characters) -%}
    trim({{ expression }}, '{{ characters }}')
{%- endmacro %}


{#- DuckDB reads the characters anew for every value, at a microsecond each: what begins and ends with a
    visible one of ASCII has nothing to lose. -#}
{% macro duckdb__trimmed_of(expression, characters) -%}
    case
        when
            {{ expression }} >= '!'
            and {{ expression }} < '{'
            and ({{ expression }})[-1] >= '!'
            and ({{ expression }})[-1] <= '~'
        then {{ expression }}
        else trim({{ expression }}, '{{ characters }}')
    end
{%- endmacro %}


{% macro redshift__trimmed_of(expression, characters) -%}
    btrim({{ expression }}, '{{ characters }}')
{%- endmacro %}


{% macro spark__trimmed_of(expression, characters) -%}
    btrim({{ expression }}, '{{ characters }}')
{%- endmacro %}
