{#- One row per living record and field that the glossary names as a place of reasons or of the kind of a
    lead: (source_object, record_id, field, value). A field that this company does not have says
    nothing; one that is blank has no value. -#}
{% macro named_field_values(system, objects) -%}
    {%- for object in objects -%}
        {%- set relation = source("raw_" ~ system, object) -%}
        {%- for named in named_fields() if named.system == system and named.object == object -%}
            {%- set column = raw_column(relation, named.field) -%}
            {%- if column %}
                {%- set name = adapter.quote(column.name) %}
                select
                    '{{ object }}' as source_object,
                    id as record_id,
                    {{ quality_literal(named.field) }} as field,
                    nullif(
                        {{ trimmed("cast(" ~ name ~ " as " ~ dbt.type_string() ~ ")") }}, ''
                    ) as value
                from {{ relation }}
                where _deleted_at is null
                union all
            {%- endif -%}
        {%- endfor -%}
    {%- endfor %}
    {{ no_rows({"source_object": "text", "record_id": "text", "field": "text", "value": "text"}) }}
{%- endmacro %}


{#- One row per record, deleted ones included, that says what a unit costs in the field that the glossary
    names: (source_object, record_id, unit_cost). A field that this company does not have says nothing. -#}
{% macro named_costs(system, objects) -%}
    {%- for object in objects -%}
        {%- set relation = source("raw_" ~ system, object) -%}
        {%- for named in cost_fields() if named.system == system and named.object == object -%}
            {%- set column = raw_column(relation, named.field) -%}
            {%- if column and column.kind in ("double", "integer", "text") %}
                {%- set name = adapter.quote(column.name) %}
                {%- set cost = (
                    written_number(trimmed(name))
                    if column.kind == "text"
                    else "cast(" ~ name ~ " as " ~ double_type() ~ ")"
                ) %}
                select '{{ object }}' as source_object, id as record_id, {{ cost }} as unit_cost
                from {{ relation }}
                where {{ name }} is not null
                union all
            {%- endif -%}
        {%- endfor -%}
    {%- endfor %}
    {{ no_rows({"source_object": "text", "record_id": "text", "unit_cost": double_type()}) }}
{%- endmacro %}
