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
            {% if one.is_day %} cast(null as timestamp)
            {% else %} {{ one.name }}
            {% endif %} as entered_at,
            {% if one.is_day %} {{ one.name }}
            {% else %} cast(null as date)
            {% endif %} as entered_day
        from {{ one.relation }}
        where {{ one.name }} is not null
        union all
    {%- endfor %}
    select
        cast(null as varchar) as source_object,
        cast(null as varchar) as record_id,
        cast(null as varchar) as evidence_source,
        cast(null as timestamp) as entered_at,
        cast(null as date) as entered_day
    where 1 = 0
{%- endmacro %}


{#- A column of a raw table by its name in any letter case: {name, kind}; none while parsing, and
    where the table has no such column. -#}
{% macro raw_column(relation, name) -%}
    {%- set found = [] -%}
    {%- if execute -%}
        {%- for column in adapter.get_columns_in_relation(relation) if column.name | lower == name -%}
            {%- set words = column.dtype.lower().split() -%}
            {%- do found.append({"name": column.name, "kind": words[0]}) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(found[0] if found else none) }}
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
                        and trim(cast({{ name }} as varchar)) = {{ quality_literal(field.value) }}
                    {% elif column.kind in ("double", "bigint", "integer") %}
                        and {{ name }} >= {{ field.value }}
                    {% else %} and 1 = 0
                    {% endif %}
                union all
            {%- endif -%}
        {%- endfor -%}
    {%- endfor %}
    select
        cast(null as varchar) as source_object,
        cast(null as varchar) as record_id,
        cast(null as varchar) as evidence_source,
        cast(null as timestamp) as modified_at
    where 1 = 0
{%- endmacro %}


{#- The fields whose taking a value proves a stage, as rows (system, object, field, value, source). -#}
{% macro stage_values_named() -%}
    {%- for field in stage_fields() if field.comparison == "=" %}
        select
            '{{ field.system }}' as system,
            '{{ field.object }}' as object,
            '{{ field.field }}' as field,
            {{ quality_literal(field.value) }} as value,
            {{ quality_literal(field.source) }} as source
        union all
    {%- endfor %}
    select
        cast(null as varchar) as system,
        cast(null as varchar) as object,
        cast(null as varchar) as field,
        cast(null as varchar) as value,
        cast(null as varchar) as source
    where 1 = 0
{%- endmacro %}


{#- One row per deal and stage of which the portal keeps a date: (deal_id, stage_name, entered_at,
    exited_at). HubSpot makes a pair of properties for each stage and spells its id in their names. -#}
{% macro deal_stage_dates() -%}
    {%- set relation = source("raw_hubspot", "deals") -%}
    {%- set found = {} -%}
    {%- if execute -%}
        {%- for column in adapter.get_columns_in_relation(relation) -%}
            {%- do found.update({column.name: column.dtype.lower()}) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- for name, kind in found.items() if name.startswith("hs_v2_date_entered_") and kind.startswith("timestamp") %}
        {%- set stage = name[19:] %}
        {%- set exited = "hs_v2_date_exited_" ~ stage %}
        select
            id as deal_id,
            {{ quality_literal(stage) }} as stage_name,
            {{ adapter.quote(name) }} as entered_at,
            {% if found.get(exited, "").startswith("timestamp") %} {{ adapter.quote(exited) }}
            {% else %} cast(null as timestamp)
            {% endif %} as exited_at
        from {{ relation }}
        where {{ adapter.quote(name) }} is not null
        union all
    {%- endfor %}
    select
        cast(null as varchar) as deal_id,
        cast(null as varchar) as stage_name,
        cast(null as timestamp) as entered_at,
        cast(null as timestamp) as exited_at
    where 1 = 0
{%- endmacro %}
