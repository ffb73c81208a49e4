{#- The rows of a published table as readers see them now, as a SELECT of `columns` (name: type): what this
    run's states are compared with. A run that dies before it publishes leaves no trace in it.
    Before the first publication there are no rows; a column that it lacks is null, and one that it
    calls otherwise is taken from there. -#}
{% macro previous_publication(table, columns, schema="quality") -%}
    {%- set database = publication_database() -%}
    {%- set former_names = {
        "source_system": "system",
        "source_object": "object",
        "source_id": "record_id",
    } -%}
    {%- if execute -%}
        {%- set declared = model.config.meta.get("reads_publication", {}).get(
            schema ~ "." ~ table, []
        ) -%}
        {%- if declared | list != columns | list -%}
            {{
                exceptions.raise_compiler_error(
                    "The meta of this model must say that it reads " ~ columns
                    | list ~ " of the publication of " ~ table
                )
            }}
        {%- endif -%}
    {%- endif -%}
    {%- set present = [] -%}
    {%- if execute and database -%}
        {%- set query -%}
            select column_name
            from ({{ columns_of_schema(database, schema) }}) as columns
            where table_name = {{ quality_literal(table) }}
        {%- endset -%}
        {%- set present = run_query(query).columns[0].values() -%}
    {%- endif -%}
    select
        {%- for name, type in columns.items() %}
            {%- set former_name = former_names.get(name) %}
            {%- set column = (
                name
                if name in present
                else former_name if former_name in present else "null"
            ) %}
            cast({{ column }} as {{ sql_type(type) }}) as {{ name }}
            {{- "," if not loop.last }}
        {%- endfor %}
    {% if present -%} from {{ quality_identifier(database) }}.{{ schema }}.{{ table }}
    {%- else -%} where 1 = 0
    {%- endif -%}
{%- endmacro %}
