{#- How many records of each group of an object there are, and how many fill each of the fields: (source_system,
    source_object, field, segment_kind, segment, records, filled, filled_raw). One pass for all groups. -#}
{% macro quality_segment_counts(object, rows, faults) -%}
    {%- set cells = [] -%}
    {%- for row in rows -%}
        {%- set counted = "filled_" ~ loop.index -%}
        {%- set fault = faults.get((object.system, object.object, row.field), {}) -%}
        {%- do cells.append(
            (row.field, counted, "raw_" ~ counted if fault.get("empty") else counted)
        ) -%}
    {%- endfor -%}
    {%- set wide -%}
        (
            select
                {{ quality_segment_names(object.groups) }},
                count(*) as records
                {%- for cell in cells %}
                    , count({{ cell[1] }}) as {{ cell[1] }}
                    {%- if cell[2] != cell[1] %}, count({{ cell[2] }}) as {{ cell[2] }} {%- endif %}
                {%- endfor %}
            from
                (
                    select
                        {%- for kind, group in object.groups %}
                            {{ group }} as {{ kind }} {{- "," if not loop.last or cells }}
                        {%- endfor %}
                        {%- for row in rows %}
                            {%- set cell = cells[loop.index0] %}
                            {%- set fault = faults.get((object.system, object.object, row.field), {}) %}
                            {{ quality_filled_value(row, fault) }} as {{ cell[1] }}
                            {%- if cell[2] != cell[1] %}
                                , {{ quality_filled_value(row, fault, raw=true) }} as {{ cell[2] }}
                            {%- endif %}
                            {{- "," if not loop.last }}
                        {%- endfor %}
                    from {{ quality_raw_table(object.system, object.object) }}
                    where _deleted_at is null
                ) as flagged
            group by grouping sets ({{ quality_segment_sets(object.groups) }})
        )
    {%- endset %}
    select
        {{ quality_literal(object.system) }} as source_system,
        {{ quality_literal(object.object) }} as source_object,
        field,
        segment_kind,
        segment,
        records,
        filled,
        filled_raw
    from
        (
            {{
                columns_as_rows(
                    wide,
                    ["segment_kind", "segment", "records"],
                    cells,
                    "field",
                    ["filled", "filled_raw"],
                )
            }}
        ) as segments
{%- endmacro %}


{#- The same of the misfits of an object, which stand beside its columns; no records of their own. -#}
{% macro quality_segment_misfits(object) -%}
    select
        {{ quality_literal(object.system) }} as source_system,
        {{ quality_literal(object.object) }} as source_object,
        field,
        {{ quality_segment_names(object.groups) }},
        cast(0 as bigint) as records,
        count(filled) as filled,
        count(*) as filled_raw
    from
        (
            select
                {%- for kind, group in object.groups %} records.{{ kind }}, {%- endfor %}
                misfits.field,
                case when placeholders.placeholder is null then 1 end as filled
            from {{ ref("int_quality__misfits") }} as misfits
            inner join
                (
                    select
                        {%- for kind, group in object.groups %}
                            {{ group }} as {{ kind }},
                        {%- endfor %}
                        id
                    from {{ quality_raw_table(object.system, object.object) }}
                    where _deleted_at is null
                ) as records
                on misfits.source_id = records.id
            left join
                {{ ref("placeholder") }} as placeholders
                on misfits.source_system = placeholders.source_system
                and misfits.source_object = placeholders.source_object
                and misfits.field = placeholders.field
                and placeholders.is_counted_empty
                and {{ quality_word("misfits.value") }} = placeholders.placeholder
            where
                misfits.source_system = {{ quality_literal(object.system) }}
                and misfits.source_object = {{ quality_literal(object.object) }}
        ) as flagged
    group by field, grouping sets ({{ quality_segment_sets(object.groups) }})
{%- endmacro %}


{#- Which group of which kind a row of grouping sets tells of; it becomes text when the records are counted. -#}
{% macro quality_segment_names(groups) -%}
    case
        {%- for kind, group in groups %}
            when grouping({{ kind }}) = 0 then '{{ kind }}'
        {%- endfor %}
    end as segment_kind,
    case
        {%- for kind, group in groups %}
            when grouping({{ kind }}) = 0
            then
                coalesce(
                    {{
                        (
                            "left(" ~ as_text(kind) ~ ", 10)"
                            if kind == "created_day"
                            else as_text(kind)
                        )
                    }},
                    ''
                )
        {%- endfor %}
    end as segment
{%- endmacro %}


{% macro quality_segment_sets(groups) -%}
    {%- for kind, group in groups %}({{ kind }}) {{- "," if not loop.last }} {%- endfor %}
{%- endmacro %}
