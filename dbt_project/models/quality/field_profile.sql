{%- set starts = quality_window_starts() -%}
{%- set column_selects = [] -%}
{%- set object_selects = [] -%}
{%- set seen_objects = [] -%}
{%- for system in ["hubspot", "salesforce"] -%}
    {%- for row in quality_catalog(system) -%}
        {%- if (system, row.object) not in seen_objects -%}
            {%- do seen_objects.append((system, row.object)) -%}
            {%- do object_selects.append(
                quality_object_statistics(system, row.object, row.created_column, starts)
            ) -%}
        {%- endif -%}
        {%- if row.is_readable and not row.is_system and row.column_name -%}
            {%- do column_selects.append(quality_column_statistics(system, row, starts)) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endfor %}

with
    described as (
        select 'hubspot' as system, fields.*
        from {{ ref("stg_hubspot__fields") }} as fields
        union all
        select 'salesforce' as system, fields.*
        from {{ ref("stg_salesforce__fields") }} as fields
    ),

    objects as (
        {{
            quality_union(
                object_selects
            ) or "select cast(null as varchar) as system, cast(null as varchar) as object," ~ " 0 as records, 0 as records_90d, 0 as records_365d where 1 = 0"
        }}
    ),

    statistics as (
        {{
            quality_gathered(
                "field_statistics", column_selects
            ) or "select cast(null as varchar) as system, cast(null as varchar) as object," ~ " cast(null as varchar) as field, 0 as filled, 0 as filled_90d, 0 as filled_365d," ~ " 0 as distinct_values, cast(null as varchar) as min_value," ~ " cast(null as varchar) as max_value, cast(null as varchar) as top_value," ~ " 0 as top_value_count, cast(null as timestamp) as last_filled_created_at" ~ " where 1 = 0"
        }}
    ),

    profiled as (
        select
            described.system,
            described.object,
            described.field,
            described.label,
            described.column_type as data_type,
            described.is_custom,
            described.is_calculated,
            described.is_readable,
            objects.records,
            coalesce(statistics.filled, 0) as filled,
            objects.records_90d,
            coalesce(statistics.filled_90d, 0) as filled_90d,
            objects.records_365d,
            coalesce(statistics.filled_365d, 0) as filled_365d,
            coalesce(statistics.distinct_values, 0) as distinct_values,
            statistics.min_value,
            statistics.max_value,
            statistics.top_value,
            coalesce(statistics.top_value_count, 0) as top_value_count,
            statistics.last_filled_created_at
        from described
        inner join
            objects on described.system = objects.system and described.object = objects.object
        left join
            statistics
            on described.system = statistics.system
            and described.object = statistics.object
            and described.field = statistics.field
        where
            not described.is_deleted
            and not described.is_system
            and (statistics.field is not null or not described.is_readable)
    )

select
    system,
    object,
    field,
    label,
    data_type,
    is_custom,
    is_calculated,
    cast(records as bigint) as records,
    cast(filled as bigint) as filled,
    {{ ratio("filled", "records") }} as fill_ratio,
    cast(records_90d as bigint) as records_90d,
    cast(filled_90d as bigint) as filled_90d,
    cast(records_365d as bigint) as records_365d,
    cast(filled_365d as bigint) as filled_365d,
    cast(distinct_values as bigint) as distinct_values,
    min_value,
    max_value,
    top_value,
    cast(top_value_count as bigint) as top_value_count,
    last_filled_created_at,
    case
        when not is_readable
        then 'could_not_see'
        when records < {{ quality_parameter("min_records") }}
        then 'too_few'
        when filled = 0
        then 'never_populated'
        when
            records_365d >= {{ quality_parameter("min_records") }}
            and last_filled_created_at
            < {{ as_of() }} - {{ quality_parameter("abandoned_days") }} * interval '1 day'
        then 'abandoned'
        when filled >= {{ quality_parameter("min_records") }} and distinct_values = 1
        then 'constant'
        else 'used'
    end as verdict
from profiled
