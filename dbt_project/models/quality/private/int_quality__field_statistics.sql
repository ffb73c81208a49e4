{{ config(schema="intermediate") }}
{#- One row per field that was read: what its values are. Windows begin at the first record in them, so
    that time alone changes nothing here until it leaves a record behind. -#}
{%- set firsts = quality_window_firsts() -%}
{%- set faults = quality_field_faults() -%}
{%- set column_selects = [] -%}
{%- for system in ["hubspot", "salesforce"] -%}
    {%- for row in quality_catalog(system) -%}
        {%- if row.is_readable and not row.is_system and row.column_name -%}
            {%- set fault = faults.get((system, row.object, row.field), {}) -%}
            {%- do column_selects.append(
                quality_column_statistics(
                    system,
                    row,
                    firsts.get((system, row.object), firsts["none"]),
                    empty=fault.get("empty", []),
                    has_misfits=fault.get("has_misfits", false),
                )
            ) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endfor %}

{{
    quality_gathered(
        "field_statistics", column_selects
    ) or "select cast(null as varchar) as source_system, cast(null as varchar) as source_object," ~ " cast(null as varchar) as field, 0 as filled, 0 as filled_90d, 0 as filled_365d," ~ " 0 as distinct_values, cast(null as varchar) as min_value," ~ " cast(null as varchar) as max_value, cast(null as varchar) as top_value," ~ " 0 as top_value_count, cast(null as timestamp) as last_filled_created_at" ~ " where 1 = 0"
}}
