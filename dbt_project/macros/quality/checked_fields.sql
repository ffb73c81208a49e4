{#- The fields with one of the roles, of every vendor: a list of rows (source_system, source_object, field).
    Empty while parsing. -#}
{% macro quality_fields_of(roles) -%}
    {%- set field_roles = ref("cnf_field_roles") -%}
    {%- for vendor in vendors() -%} {%- do quality_depend_on_raw(vendor) -%} {%- endfor -%}
    {%- if not execute -%} {{ return([]) }} {%- endif -%}
    {%- set query -%}
        select source_system, source_object, field
        from {{ field_roles }}
        where field_role in ('{{ roles | join("', '") }}')
        order by source_system, source_object, field
    {%- endset -%}
    {{ return(run_query(query).rows) }}
{%- endmacro %}


{#- Body of a query: one row per living record and field with one of the roles: (source_system,
    source_object, field, source_id, value as it stands, placeholder: how an empty value is spelt, if one
    stands there). -#}
{% macro quality_values_of(roles) -%}
    {%- set selects = [] -%}
    {%- for row in quality_fields_of(roles) -%}
        {%- set value = "records." ~ quality_identifier(row.field) -%}
        {%- set select_values -%}
            select
                '{{ row.source_system }}' as source_system,
                '{{ row.source_object }}' as source_object,
                '{{ row.field }}' as field,
                records.id as source_id,
                {{ value }} as value,
                placeholders.spelling as placeholder
            from {{ source("raw_" ~ row.source_system, row.source_object) }} as records
            left join
                {{ ref("placeholder") }} as placeholders
                on placeholders.source_system = '{{ row.source_system }}'
                and placeholders.source_object = '{{ row.source_object }}'
                and placeholders.field = '{{ row.field }}'
                and placeholders.is_counted_empty
                and {{ quality_word(value) }} = placeholders.placeholder
            where records._deleted_at is null
        {%- endset -%}
        {%- do selects.append(select_values) -%}
    {%- else -%} {%- do ref("placeholder") -%}
    {%- endfor -%}
    {{
        union_of(selects) or no_rows(
            {
                "source_system": "text",
                "source_object": "text",
                "field": "text",
                "source_id": "text",
                "value": "text",
                "placeholder": "text",
            }
        )
    }}
{%- endmacro %}


{#- Those of the values that say something. is_placeholder: no value in truth, it counts as empty. -#}
{% macro quality_filled_values(roles) -%}
    select
        source_system,
        source_object,
        field,
        source_id,
        value,
        placeholder is not null as is_placeholder
    from ({{ quality_values_of(roles) }}) as field_values
    where not {{ quality_is_blank("value") }}
{%- endmacro %}


{#- Body of a query: what stands in fields of records now, as text in the form in which the vendors take
    it back: (source_system, source_object, field, source_id, value). Null where it is empty.

    places: a relation (source_system, source_object, field, source_id). -#}
{% macro quality_values_at(places) -%}
    {%- set selects = [] -%}
    {%- set asked = [] -%}
    {%- if execute -%}
        {%- set query -%}
            select distinct source_system || '.' || source_object || '.' || field as place
            from {{ places }}
        {%- endset -%}
        {%- set asked = run_query(query).columns[0].values() | list -%}
    {%- endif -%}
    {%- for system in vendors() -%}
        {%- for row in quality_catalog(system)
            if row.column_name and row.has_id
            and system ~ "." ~ row.object ~ "." ~ row.field in asked -%}
            {%- set column = "records." ~ quality_identifier(row.column_name) -%}
            {%- set select_values -%}
                select
                    places.source_system,
                    places.source_object,
                    places.field,
                    places.source_id,
                    {{ quality_written_value(column, kind_of_type(row.column_type)) }} as value
                from {{ quality_raw_table(system, row.object) }} as records
                inner join
                    {{ places }} as places
                    on places.source_system = {{ quality_literal(system) }}
                    and places.source_object = {{ quality_literal(row.object) }}
                    and places.field = {{ quality_literal(row.field) }}
                    and places.source_id = records.id
                where records._deleted_at is null
            {%- endset -%}
            {%- do selects.append(select_values) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{
        gathered("values_at_places", selects) or no_rows(
            {
                "source_system": "text",
                "source_object": "text",
                "field": "text",
                "source_id": "text",
                "value": "text",
            }
        )
    }}
{%- endmacro %}


{#- A value of a raw column as text that the vendors take: true, 48300, 2026-03-31,
    2026-03-31T12:00:00Z. Text is left as it is. -#}
{% macro quality_written_value(column, kind) -%}
    {%- if kind == "text" -%} {{ column }}
    {%- elif kind == "double" -%} {{ double_as_text(column) }}
    {%- elif kind == "timestamp" -%} replace({{ as_text(column) }}, ' ', 'T') || 'Z'
    {%- else -%} {{ as_text(column) }}
    {%- endif -%}
{%- endmacro %}
