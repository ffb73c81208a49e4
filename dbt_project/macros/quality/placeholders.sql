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


{#- The placeholders of one column that is no text with the records that hold each; nothing for a column
    that can hold none: (source_system, source_object, field, placeholder, spelling, records). -#}
{% macro quality_placeholders_of(system, row, default_values) -%}
    {%- set column = quality_identifier(row.column_name) -%}
    {%- set kind = kind_of_type(row.column_type) -%}
    {%- if kind in ["date", "timestamp"] -%}
        {%- set word = as_text("cast(" ~ column ~ " as date)") -%}
        {%- set condition = (
            "cast(" ~ column ~ " as date) in (date '" ~ default_values.dates
            | join("', date '") ~ "')"
        ) -%}
    {%- elif kind in ["integer", "double"] -%}
        {%- set word = as_text("cast(" ~ column ~ " as bigint)") -%}
        {%- set condition = column ~ " in (" ~ default_values.numbers | join(", ") ~ ")" -%}
    {%- else -%} {{ return(none) }}
    {%- endif -%}
    select
        {{ quality_literal(system) }} as source_system,
        {{ quality_literal(row.object) }} as source_object,
        {{ quality_literal(row.field) }} as field,
        {{ word }} as placeholder,
        {{ word }} as spelling,
        count(*) as records
    from {{ quality_raw_table(system, row.object) }}
    where _deleted_at is null and {{ condition }}
    group by 4
{%- endmacro %}


{#- What counts as empty and what does not fit its type, field by field: {(system, object, field): {"empty":
    words, "spellings": how they are spelt in a text, "blank": the white space in it, "has_misfits": true}}. -#}
{% macro quality_field_faults() -%}
    {%- set placeholders = ref("placeholder") -%}
    {%- set misfits = ref("int_quality__misfits") -%}
    {%- set texts = ref("int_quality__text_values") -%}
    {%- set faults = {} -%}
    {%- if execute -%}
        {%- set query -%}
            select source_system, source_object, field, 'empty' as fault, placeholder as value
            from {{ placeholders }} where is_counted_empty
            union all
            select distinct source_system, source_object, field, 'has_misfits', ''
            from {{ misfits }}
            union all
            select
                texts.source_system,
                texts.source_object,
                texts.field,
                case when texts.placeholder = '' then 'blank' else 'spellings' end,
                texts.spelling
            from {{ texts }} as texts
            left join
                {{ placeholders }} as placeholders
                on texts.source_system = placeholders.source_system
                and texts.source_object = placeholders.source_object
                and texts.field = placeholders.field
                and texts.placeholder = placeholders.placeholder
                and placeholders.is_counted_empty
            where texts.placeholder = '' or placeholders.placeholder is not null
            order by 1, 2, 3, 4, 5
        {%- endset -%}
        {%- for row in run_query(query).rows -%}
            {%- set place = (row[0], row[1], row[2]) -%}
            {%- if place not in faults -%} {%- do faults.update({place: {}}) -%} {%- endif -%}
            {%- if row[3] not in faults[place] -%}
                {%- do faults[place].update({row[3]: []}) -%}
            {%- endif -%}
            {%- do faults[place][row[3]].append(row[4]) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(faults) }}
{%- endmacro %}
