{#- One row per field and group of records, as the raw tables have them: how many there are, how many
    are filled. Some fields of an object at a time: a row has room for so many counts. -#}
{%- set faults = quality_field_faults() -%}
{%- set selects = [] -%}
{%- for object in quality_segmented_objects() if object.groups -%}
    {%- for rows in object.rows | batch(25) -%}
        {%- do selects.append(quality_segment_counts(object, rows, faults)) -%}
    {%- endfor -%}
    {%- set faulty = [] -%}
    {%- for row in object.rows if faults.get((object.system, object.object, row.field), {}).get("has_misfits") -%}
        {%- do faulty.append(row) -%}
    {%- endfor -%}
    {%- if faulty and object.has_id -%}
        {%- do selects.append(quality_segment_misfits(object)) -%}
    {%- endif -%}
{%- endfor %}

with
    counted as (
        {{
            gathered("segment_counts", selects, at_once=2) or no_rows(
                {
                    "source_system": "text",
                    "source_object": "text",
                    "field": "text",
                    "segment_kind": "text",
                    "segment": "text",
                    "records": "bigint",
                    "filled": "bigint",
                    "filled_raw": "bigint",
                }
            )
        }}
    ),

    -- A month has the days that it has.
    segments as (
        select *
        from counted
        union all
        select
            source_system,
            source_object,
            field,
            'created_month' as segment_kind,
            left(segment, 7) as segment,
            records,
            filled,
            filled_raw
        from counted
        where segment_kind = 'created_day'
    )

select
    source_system,
    source_object,
    field,
    segment_kind,
    segment,
    cast(sum(records) as bigint) as records,
    cast(sum(filled) as bigint) as filled,
    cast(sum(filled_raw) as bigint) as filled_raw
from segments
group by source_system, source_object, field, segment_kind, segment
