{#- Body of a query: rows that are written out, of `columns` (name: type). Text is quoted, none is null. -#}
{% macro literal_rows(columns, rows) -%}
    {%- for row in rows %}
        select
            {%- for name, type in columns.items() %}
                {%- set value = row[loop.index0] %}
                {% if value is none -%} cast(null as {{ sql_type(type) }})
                {%- elif value is string -%} {{ quality_literal(value) }}
                {%- else -%} {{ value }}
                {%- endif %} as {{ name }} {{- "," if not loop.last }}
            {%- endfor %}
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}
{%- endmacro %}
