{#- Body of a query: the columns that the tables of a schema have right now: (table_name, column_name,
    column_type), the type in small letters as the engine names it. -#}
{% macro columns_of_schema(database, schema) -%}
    {{ return(adapter.dispatch("columns_of_schema")(database, schema)) }}
{%- endmacro %}


{% macro default__columns_of_schema(database, schema) -%}
    select table_name, column_name, lower(data_type) as column_type
    from information_schema.columns
    where
        table_catalog = {{ quality_literal(database) }}
        and table_schema = {{ quality_literal(schema) }}
{%- endmacro %}


{#- BigQuery keeps a catalog per schema. -#}
{% macro bigquery__columns_of_schema(database, schema) -%}
    select table_name, column_name, lower(data_type) as column_type
    from {{ adapter.quote(database) }}.{{ adapter.quote(schema) }}.information_schema.columns
{%- endmacro %}


{#- A column of a raw table by its name in any letter case: {name, kind}; none while parsing, and
    where the table has no such column. -#}
{% macro raw_column(relation, name) -%}
    {%- set found = [] -%}
    {%- if execute -%}
        {%- for column in adapter.get_columns_in_relation(relation) if column.name | lower == name -%}
            {%- do found.append({"name": column.name, "kind": kind_of_type(column.dtype)}) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(found[0] if found else none) }}
{%- endmacro %}
