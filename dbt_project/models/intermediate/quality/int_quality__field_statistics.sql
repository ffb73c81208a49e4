{#- One row per field that was read: what its values are. Windows begin at the first record in them, so
    that time alone changes nothing here until it leaves a record behind. -#}
{%- set firsts = quality_window_firsts() -%}
{%- set faults = quality_field_faults() -%}
{%- set column_selects = [] -%}
{%- for system in vendors() -%}
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
    gathered("field_statistics", column_selects) or no_rows(
        {
            "source_system": "text",
            "source_object": "text",
            "field": "text",
            "filled": "bigint",
            "filled_90d": "bigint",
            "filled_365d": "bigint",
            "distinct_values": "bigint",
            "min_value": "text",
            "max_value": "text",
            "top_value": "text",
            "top_value_count": "bigint",
            "last_filled_created_at": "timestamp",
        }
    )
}}
