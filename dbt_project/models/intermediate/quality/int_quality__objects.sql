{%- set starts = quality_window_starts() -%}
{%- set selects = [] -%}
{%- set seen = [] -%}
{%- for system in vendors() -%}
    {%- for row in quality_catalog(system) if (system, row.object) not in seen -%}
        {%- do seen.append((system, row.object)) -%}
        {%- do selects.append(
            quality_object_statistics(system, row.object, row.created_column, starts)
        ) -%}
    {%- endfor -%}
{%- endfor %}

{{
    union_of(selects) or no_rows(
        {
            "source_system": "text",
            "source_object": "text",
            "records": "bigint",
            "records_90d": "bigint",
            "records_365d": "bigint",
            "first_90d_at": "timestamp",
            "first_365d_at": "timestamp",
        }
    )
}}
