{#- Windows begin at the first record in them, so that time alone changes nothing here until it leaves a
    record behind. -#}
{%- set firsts = quality_window_firsts() -%}
{%- set faults = quality_field_faults() -%}
{%- set selects = [] -%}
{%- for system in vendors() -%}
    {%- set objects = {} -%}
    {%- for row in quality_catalog(system) if row.is_readable and not row.is_system and row.column_name -%}
        {%- if row.created_column -%}
            {%- do objects.setdefault(row.object, []).append(row) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for object, fields in objects.items() -%}
        {%- set starts = firsts.get((system, object), firsts["none"]) -%}
        {%- for rows in fields | batch(25) -%}
            {%- do selects.append(quality_fill_dates_of(system, rows, starts, faults)) -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endfor %}

-- How many of the youngest records fill a field, and when the last that does was created.
{{
    gathered("fill_dates", selects, at_once=4) or no_rows(
        {
            "source_system": "text",
            "source_object": "text",
            "field": "text",
            "filled_90d": "bigint",
            "filled_365d": "bigint",
            "last_filled_created_at": "timestamp",
        }
    )
}}
