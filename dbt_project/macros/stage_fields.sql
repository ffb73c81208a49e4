{#- One row per record and date that the glossary names as proof of a stage: (source_object, record_id,
    evidence_source, entered_at, entered_day). A field that this company does not have proves nothing;
    a date without time has a day and no instant. -#}
{% macro stage_field_dates(system, objects) -%}
    {%- set selects = [] -%}
    {%- for object in objects -%}
        {%- set relation = source("raw_" ~ system, object) -%}
        {%- for field in stage_fields() if field.system == system and field.object == object -%}
            {%- set column = raw_column(relation, field.field) -%}
            {%- if column and not field.comparison and column.kind in ("date", "timestamp") -%}
                {%- do selects.append(
                    {
                        "object": object,
                        "relation": relation,
                        "source": field.source,
                        "name": adapter.quote(column.name),
                        "is_day": column.kind == "date",
                    }
                ) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for one in selects %}
        select
            '{{ one.object }}' as source_object,
            id as record_id,
            {{ quality_literal(one.source) }} as evidence_source,
            {% if one.is_day %} cast(null as {{ dbt.type_timestamp() }})
            {% else %} {{ one.name }}
            {% endif %} as entered_at,
            {% if one.is_day %} {{ one.name }}
            {% else %} cast(null as date)
            {% endif %} as entered_day
        from {{ one.relation }}
        where {{ one.name }} is not null
        union all
    {%- endfor %}
    {{
        no_rows(
            {
                "source_object": "text",
                "record_id": "text",
                "evidence_source": "text",
                "entered_at": "timestamp",
                "entered_day": "date",
            }
        )
    }}
{%- endmacro %}


{#- One row per record whose field has the value, or has reached the number, that the glossary names as
    proof of a stage: (source_object, record_id, evidence_source, modified_at). -#}
{% macro stage_field_values(system, objects) -%}
    {%- for object in objects -%}
        {%- set relation = source("raw_" ~ system, object) -%}
        {%- for field in stage_fields() if field.system == system and field.object == object -%}
            {%- set column = raw_column(relation, field.field) -%}
            {%- if column and field.comparison %}
                {%- set name = adapter.quote(column.name) %}
                select
                    '{{ object }}' as source_object,
                    id as record_id,
                    {{ quality_literal(field.source) }} as evidence_source,
                    _source_updated_at as modified_at
                from {{ relation }}
                where
                    _deleted_at is null
                    {% if field.comparison == "=" %}
                        and {{ trimmed("cast(" ~ name ~ " as " ~ dbt.type_string() ~ ")") }}
                        = {{ quality_literal(field.value) }}
                    {% elif column.kind in ("double", "integer") %}
                        and {{ name }} >= {{ field.value }}
                    {% else %} and 1 = 0
                    {% endif %}
                union all
            {%- endif -%}
        {%- endfor -%}
    {%- endfor %}
    {{
        no_rows(
            {
                "source_object": "text",
                "record_id": "text",
                "evidence_source": "text",
                "modified_at": "timestamp",
            }
        )
    }}
{%- endmacro %}


{#- The fields whose taking a value, or reaching a number, proves a stage, as rows (system, object, field,
    comparison, value, source). -#}
{% macro stage_values_named() -%}
    {%- for field in stage_fields() if field.comparison %}
        select
            '{{ field.system }}' as system,
            '{{ field.object }}' as object,
            '{{ field.field }}' as field,
            '{{ field.comparison }}' as comparison,
            {{ quality_literal(field.value) }} as value,
            {{ quality_literal(field.source) }} as source
        union all
    {%- endfor %}
    {{
        no_rows(
            {
                "system": "text",
                "object": "text",
                "field": "text",
                "comparison": "text",
                "value": "text",
                "source": "text",
            }
        )
    }}
{%- endmacro %}
