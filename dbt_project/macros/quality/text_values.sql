{#- The values of one text column, each looked at once however many records hold it: a row per value that is
    blank (placeholder: empty text) or a placeholder, and of all others one per number of records that hold one of
    them: (source_system, source_object, field, placeholder, spelling, held_by, distinct_values, min_value,
    max_value, and what they look like). A row of nothing stands for a column without a value. `words` is the
    relation of the placeholders. -#}
{% macro quality_text_values_of(system, row, words, may_be_typed) -%}
    {%- set place -%}
        {{ quality_literal(system) }} as source_system,
        {{ quality_literal(row.object) }} as source_object,
        {{ quality_literal(row.field) }} as field
    {%- endset -%}
    select
        {{ place }},
        placeholder,
        spelling,
        held_by,
        count(*) as distinct_values,
        left(min({{ byte_order("value") }}), 255) as min_value,
        left(max({{ byte_order("value") }}), 255) as max_value,
        {%- if may_be_typed %}
            {{ count_where("is_number") }} as numbers,
            {{ count_where("is_number and not is_whole") }} as marked_numbers,
            min(case when is_number then length(trimmed) end) as shortest_number,
            max(case when is_number then length(trimmed) end) as longest_number,
            {{ count_where("is_day") }} as days
        {%- else %} {{ quality_no_text_shapes() }}
        {%- endif %}
    from
        (
            {%- set worded = quality_worded_values(system, row, words, may_be_typed) -%}
            {%- if may_be_typed %}{{ quality_shaped_values(worded) }}
            {%- else %}{{ worded }}
            {%- endif %}
        ) as judged
    group by placeholder, spelling, held_by
    union all
    select
        {{ place }},
        cast(null as {{ dbt.type_string() }}) as placeholder,
        cast(null as {{ dbt.type_string() }}) as spelling,
        cast(0 as bigint) as held_by,
        cast(0 as bigint) as distinct_values,
        cast(null as {{ dbt.type_string() }}) as min_value,
        cast(null as {{ dbt.type_string() }}) as max_value,
        {{ quality_no_text_shapes() }}
{%- endmacro %}


{#- The different values of one text column with the records that hold each, and the placeholder that each is,
    as it is spelt there. -#}
{% macro quality_worded_values(system, row, words, may_be_typed) -%}
    {%- set column = quality_identifier(row.column_name) -%}
    {%- set is_looked_at = "case when " ~ quality_may_be_typed("held.value") ~ " then " -%}
    select
        held.value,
        held.held_by,
        words.placeholder,
        case when words.placeholder is not null then held.value end as spelling
        {%- if may_be_typed %}
            ,
            {{ is_looked_at }} {{ quality_trimmed("held.value") }} end as trimmed,
            {{ is_looked_at }} {{ quality_bare_number("held.value") }} end as bare
        {%- endif %}
    from
        (
            select {{ column }} as value, count(*) as held_by
            from {{ quality_raw_table(system, row.object) }}
            where _deleted_at is null and {{ column }} is not null
            group by {{ column }}
        ) as held
    left join
        (
            select placeholder
            from {{ words }}
            union all
            select ''
        ) as words
        on {{ quality_word("held.value") }} = words.placeholder
{%- endmacro %}


{#- Which of the values are numbers, and which are days. -#}
{% macro quality_shaped_values(worded) -%}
    select
        worded.*,
        {{ quality_is_number("bare") }} as is_number,
        {{ matches("trimmed", "^[0-9]+$") }} as is_whole,
        {{ quality_is_day("lower(trimmed)") }} as is_day
    from ({{ worded }}) as worded
{%- endmacro %}


{% macro quality_no_text_shapes() -%}
    cast(0 as bigint) as numbers,
    cast(0 as bigint) as marked_numbers,
    cast(null as integer) as shortest_number,
    cast(null as integer) as longest_number,
    cast(0 as bigint) as days
{%- endmacro %}
