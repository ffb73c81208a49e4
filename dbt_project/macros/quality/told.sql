{#- A field's placeholders in one text: 'Select' (400), 'n/a' (3). At most three, most records first. -#}
{% macro quality_told_placeholders(is_counted_empty) -%}
    select
        source_system, source_object, field, {{ quality_first_three("told", "row_rank") }} as told
    from
        (
            select
                source_system,
                source_object,
                field,
                '''' || spelling || ''' (' || {{ as_text("records") }} || ')' as told,
                row_number() over (
                    partition by source_system, source_object, field
                    order by records desc, {{ byte_order("placeholder") }}
                ) as row_rank
            from {{ ref("placeholder") }}
            where is_counted_empty = {{ is_counted_empty }}
        ) as ranked
    group by source_system, source_object, field
{%- endmacro %}


{#- A field's misfits in one text: '13,500' (record 1), '14,500' (record 2); and how many there are. -#}
{% macro quality_told_misfits() -%}
    select
        source_system,
        source_object,
        field,
        sum(records) as misfits,
        {{ quality_first_three("told", "row_rank") }} as told
    from
        (
            select
                source_system,
                source_object,
                field,
                count(*) as records,
                '''' || left(value, 60) || ''' (record ' || min(source_id) || ')' as told,
                row_number() over (
                    partition by source_system, source_object, field
                    order by
                        count(*) desc, min(length(source_id)), min({{ byte_order("source_id") }})
                ) as row_rank
            from {{ ref("misfit") }}
            group by source_system, source_object, field, value
        ) as ranked
    group by source_system, source_object, field
{%- endmacro %}


{#- The texts at places 1 to 3 of a group, joined by commas; an ellipsis where there are more. -#}
{% macro quality_first_three(text, place) -%}
    max(case when {{ place }} = 1 then {{ text }} end)
    || coalesce(', ' || max(case when {{ place }} = 2 then {{ text }} end), '')
    || coalesce(', ' || max(case when {{ place }} = 3 then {{ text }} end), '')
    || case when max({{ place }}) > 3 then ', ...' else '' end
{%- endmacro %}


{#- A decimal as people write it: 48300, 12.5. -#}
{% macro quality_told_number(expression) -%}
    {{ regex_replaced(as_text(expression), "[.]?0+$", "") }}
{%- endmacro %}
