{%- set value_selects = [] -%}
{%- for system in vendors() -%}
    {%- for row in quality_catalog(system) if row.is_list and row.is_readable and row.column_name -%}
        {%- set value = as_text(quality_identifier(row.column_name)) -%}
        {%- set select_values -%}
            select
                {{ quality_literal(system) }} as source_system,
                {{ quality_literal(row.object) }} as source_object,
                {{ quality_literal(row.field) }} as field,
                id as source_id,
                {{ value }} as value
            from {{ quality_raw_table(system, row.object) }}
            where
                _deleted_at is null
                and not {{ quality_is_blank(value) }}
        {%- endset -%}
        {%- do value_selects.append(select_values) -%}
    {%- endfor -%}
{%- endfor %}

with
    active_options as (
        select source_system, object as source_object, field, value
        from {{ ref("stg_meta__field_options") }}
        where is_active and not is_deleted
    ),

    written as (
        {{
            union_of(value_selects) or no_rows(
                {
                    "source_system": "text",
                    "source_object": "text",
                    "field": "text",
                    "source_id": "text",
                    "value": "text",
                }
            )
        }}
    ),

    -- A placeholder is no value, whether or not the list declares it.
    filled as (
        select written.*
        from written
        left join
            {{ ref("placeholder") }} as placeholders
            on written.source_system = placeholders.source_system
            and written.source_object = placeholders.source_object
            and written.field = placeholders.field
            and placeholders.is_counted_empty
            and {{ quality_word("written.value") }} = placeholders.placeholder
        where placeholders.placeholder is null
    ),

    distinct_values as (select distinct source_system, source_object, field, value from filled),

    -- A value is taken whole first: an option may itself contain a semicolon.
    undeclared_whole as (
        select distinct_values.*
        from distinct_values
        left join
            active_options
            on distinct_values.source_system = active_options.source_system
            and distinct_values.source_object = active_options.source_object
            and distinct_values.field = active_options.field
            and distinct_values.value = active_options.value
        where active_options.value is null
    ),

    parts as (
        {{
            split_lists(
                "undeclared_whole", ["source_system", "source_object", "field", "value"], "value"
            )
        }}
    ),

    undeclared as (
        select
            parts.source_system,
            parts.source_object,
            parts.field,
            parts.value,
            min({{ byte_order("parts.part") }}) as first_undeclared_part
        from parts
        left join
            active_options
            on parts.source_system = active_options.source_system
            and parts.source_object = active_options.source_object
            and parts.field = active_options.field
            and {{ quality_trimmed("parts.part") }} = active_options.value
        where active_options.value is null and not {{ quality_is_blank("parts.part") }}
        group by parts.source_system, parts.source_object, parts.field, parts.value
    )

select
    'F007' as rule_id,
    filled.source_system,
    filled.source_object,
    filled.field,
    filled.source_id,
    undeclared.value is not null as is_failed,
    case
        when undeclared.value is not null
        then 'not an active option: ' || left(undeclared.first_undeclared_part, 255)
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from filled
left join
    undeclared
    on filled.source_system = undeclared.source_system
    and filled.source_object = undeclared.source_object
    and filled.field = undeclared.field
    and filled.value = undeclared.value
