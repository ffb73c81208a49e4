{#- The texts that are read of each object of a system, as rows of its catalog, by object. -#}
{% macro quality_objects_of_texts(system) -%}
    {%- set places = {} -%}
    {%- for row in quality_catalog(system) -%}
        {%- if row.has_id and row.is_readable and row.column_name and not row.is_system and not row.is_list and kind_of_type(
            row.column_type
        ) == "text" -%}
            {%- if row.object not in places -%}
                {%- do places.update({row.object: []}) -%}
            {%- endif -%}
            {%- do places[row.object].append(row) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(places) }}
{%- endmacro %}


{#- The values of one column that hold nine digits or what looks like an address: no others can be private. -#}
{% macro quality_suspects_of(system, row) -%}
    {%- set column = quality_identifier(row.column_name) -%}
    select
        {{ quality_literal(system) }} as source_system,
        {{ quality_literal(row.object) }} as source_object,
        {{ quality_literal(row.field) }} as field,
        id as source_id,
        {{ column }} as value
    from {{ quality_raw_table(system, row.object) }}
    where _deleted_at is null and {{ matches(column, "@[A-Za-z0-9-]+[.]|[0-9]([ -]?[0-9]){8}") }}
{%- endmacro %}


{#- The living records of an object. -#}
{% macro quality_records_of(system, object) -%}
    select
        {{ quality_literal(system) }} as source_system,
        {{ quality_literal(object) }} as source_object,
        id as source_id
    from {{ quality_raw_table(system, object) }}
    where _deleted_at is null
{%- endmacro %}
