{#- What broke in one record, as SQL: `kind` of break, `row` of the catalog, what is at fault in that field (see
    quality_field_faults), and the value that came or went. -#}
{% macro quality_break_offends(kind, row, fault, value) -%}
    {%- if kind == "fill_fell" -%} not ({{ quality_is_filled(row, fault) }})
    {%- elif kind == "placeholder_began" -%}
        {{ quality_is_filled(row, fault, raw=true) }} and not ({{ quality_is_filled(row, fault) }})
    {%- elif row -%}
        {{ as_text(quality_identifier(row.column_name)) }} = {{ quality_literal(value) }}
    {%- else -%} true
    {%- endif -%}
{%- endmacro %}


{#- The records that told breaks of what is created left otherwise: a list of SELECTs. Of a value that ended,
    and of records that nobody made, none can be named. -#}
{% macro quality_break_records() -%}
    {%- set told = ref("int_quality__told_breaks") -%}
    {%- set faults = quality_field_faults() -%}
    {%- if not execute -%}
        {%- for vendor in vendors() -%} {%- do quality_depend_on_raw(vendor) -%} {%- endfor -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set query -%}
        select
            source_system, source_object, field, break_kind, {{ as_text("broke_on") }}, value_after, rule_id
        from {{ told }}
        where break_kind in ('fill_fell', 'placeholder_began', 'value_began', 'value_renamed')
        order by 1, 2, 3, 7
    {%- endset -%}
    {%- set breaks = run_query(query).rows -%}
    {%- set found = [] -%}
    {%- for system in vendors() -%}
        {%- set columns = {} -%}
        {%- for row in quality_catalog(system) if row.column_name and row.created_column and row.has_id -%}
            {%- do columns.update({(row.object, row.field): row}) -%}
        {%- endfor -%}
        {%- for item in breaks if item[0] == system and (item[1], item[2]) in columns -%}
            {%- set row = columns[(item[1], item[2])] -%}
            {%- set fault = faults.get((system, item[1], item[2]), {}) -%}
            {%- set made_since -%}
                select
                    {{ quality_literal(item[6]) }} as rule_id,
                    {{ quality_literal(system) }} as source_system,
                    {{ quality_literal(item[1]) }} as source_object,
                    {{ quality_literal(item[2]) }} as field,
                    {{ as_text("id") }} as source_id
                from {{ quality_raw_table(system, item[1]) }}
                where
                    _deleted_at is null
                    and {{ reporting_date(quality_identifier(row.created_column)) }}
                    >= cast('{{ item[4] }}' as date)
                    and {{ quality_break_offends(item[3], row, fault, item[5]) }}
            {%- endset -%}
            {%- do found.append(made_since) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}
