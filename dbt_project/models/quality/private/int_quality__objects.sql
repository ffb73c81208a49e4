{{ config(schema="intermediate") }}
{%- set starts = quality_window_starts() -%}
{%- set selects = [] -%}
{%- set seen = [] -%}
{%- for system in ["hubspot", "salesforce"] -%}
    {%- for row in quality_catalog(system) if (system, row.object) not in seen -%}
        {%- do seen.append((system, row.object)) -%}
        {%- do selects.append(
            quality_object_statistics(system, row.object, row.created_column, starts)
        ) -%}
    {%- endfor -%}
{%- endfor %}

{{
    quality_union(
        selects
    ) or "select cast(null as varchar) as source_system, cast(null as varchar) as source_object," ~ " 0 as records, 0 as records_90d, 0 as records_365d, cast(null as timestamp) as first_90d_at," ~ " cast(null as timestamp) as first_365d_at where 1 = 0"
}}
