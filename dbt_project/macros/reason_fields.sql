{#- One row per living record and field that the glossary names as a place of reasons, where it is filled:
    (source_object, record_id, field, value). A field that this company does not have says nothing. -#}
{% macro reason_field_values(system, objects) -%}
    {%- for object in objects -%}
        {%- set relation = source("raw_" ~ system, object) -%}
        {%- for named in reason_fields() if named.system == system and named.object == object -%}
            {%- set column = raw_column(relation, named.field) -%}
            {%- if column %}
                select
                    '{{ object }}' as source_object,
                    id as record_id,
                    {{ quality_literal(named.field) }} as field,
                    trim(cast({{ adapter.quote(column.name) }} as {{ dbt.type_string() }})) as value
                from {{ relation }}
                where
                    _deleted_at is null
                    and trim(cast({{ adapter.quote(column.name) }} as {{ dbt.type_string() }}))
                    <> ''
                union all
            {%- endif -%}
        {%- endfor -%}
    {%- endfor %}
    {{ no_rows({"source_object": "text", "record_id": "text", "field": "text", "value": "text"}) }}
{%- endmacro %}
