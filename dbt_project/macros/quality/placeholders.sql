{#- The defaults that a typed column cannot show as words: {"dates": [...], "numbers": [...]}. -#}
{% macro quality_default_values() -%}
    {%- set words = ref("int_quality__placeholder_words") -%}
    {%- if not execute -%} {{ return({"dates": [], "numbers": []}) }} {%- endif -%}
    {%- set query -%}
        select placeholder, sense from {{ words }}
        where
            (sense = 'number_candidate')
            or (
                sense in ('default_date', 'date_candidate')
                and length(placeholder) = 10
                and substr(placeholder, 5, 1) = '-'
                and substr(placeholder, 1, 4) <> '0000'
            )
        order by placeholder
    {%- endset -%}
    {%- set rows = run_query(query).rows -%}
    {{
        return(
            {
                "dates": rows
                | rejectattr("sense", "equalto", "number_candidate")
                | map(attribute="placeholder")
                | list,
                "numbers": rows
                | selectattr("sense", "equalto", "number_candidate")
                | map(attribute="placeholder")
                | list,
            }
        )
    }}
{%- endmacro %}


{#- One column's placeholders with the records that hold each; nothing for a column that can hold none:
    (source_system, source_object, field, placeholder, spelling, records). -#}
{% macro quality_placeholders_of(system, row, default_values) -%}
    {%- set column = quality_identifier(row.column_name) -%}
    {%- set kind = kind_of_type(row.column_type) -%}
    {%- if kind == "text" -%}
        {%- set word = quality_word(column) -%}
        {%- set spelling = byte_order(column) -%}
        {%- set condition = (
            word
            ~ " in (select placeholder from "
            ~ ref("int_quality__placeholder_words")
            ~ ")"
        ) -%}
    {%- elif kind in ["date", "timestamp"] -%}
        {%- set word = as_text("cast(" ~ column ~ " as date)") -%}
        {%- set spelling = word -%}
        {%- set condition = (
            "cast(" ~ column ~ " as date) in (date '" ~ default_values.dates
            | join("', date '") ~ "')"
        ) -%}
    {%- elif kind in ["integer", "double"] -%}
        {%- set word = as_text("cast(" ~ column ~ " as bigint)") -%}
        {%- set spelling = word -%}
        {%- set condition = column ~ " in (" ~ default_values.numbers | join(", ") ~ ")" -%}
    {%- else -%} {{ return(none) }}
    {%- endif -%}
    select
        {{ quality_literal(system) }} as source_system,
        {{ quality_literal(row.object) }} as source_object,
        {{ quality_literal(row.field) }} as field,
        {{ word }} as placeholder,
        min({{ spelling }}) as spelling,
        count(*) as records
    from {{ quality_raw_table(system, row.object) }}
    where _deleted_at is null and {{ condition }}
    group by 4
{%- endmacro %}


{#- What counts as empty and what does not fit its type, field by field, for the profile:
    {"system.object.field": {"empty": [words], "misfits": true}}. -#}
{% macro quality_field_faults() -%}
    {%- set placeholders = ref("placeholder") -%}
    {%- set misfits = ref("int_quality__misfits") -%}
    {%- set faults = {} -%}
    {%- if execute -%}
        {%- set query -%}
            select source_system, source_object, field, placeholder
            from {{ placeholders }} where is_counted_empty
            union all
            select distinct source_system, source_object, field, cast(null as {{ dbt.type_string() }}) from {{ misfits }}
            order by 1, 2, 3, 4
        {%- endset -%}
        {%- for row in run_query(query).rows -%}
            {%- set place = (row.source_system, row.source_object, row.field) -%}
            {%- if place not in faults -%}
                {%- do faults.update({place: {"empty": [], "has_misfits": []}}) -%}
            {%- endif -%}
            {%- if row.placeholder is none -%} {%- do faults[place].has_misfits.append(true) -%}
            {%- else -%} {%- do faults[place].empty.append(row.placeholder) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(faults) }}
{%- endmacro %}
