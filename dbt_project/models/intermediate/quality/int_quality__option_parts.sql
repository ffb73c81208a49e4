-- A value is taken whole first: an option may itself contain a semicolon.
with
    written as (select * from {{ ref("int_quality__option_values") }}),

    active_options as (
        select source_system, object as source_object, field, value
        from {{ ref("stg_meta__field_options") }}
        where is_active and not is_deleted
    ),

    judged as (
        select
            written.source_system,
            written.source_object,
            written.field,
            written.value,
            active_options.value is not null as is_active_option
        from written
        left join
            active_options
            on written.source_system = active_options.source_system
            and written.source_object = active_options.source_object
            and written.field = active_options.field
            and written.value = active_options.value
    ),

    undeclared_whole as (select * from judged where not is_active_option),

    split as (
        {{
            split_lists(
                "undeclared_whole", ["source_system", "source_object", "field", "value"], "value"
            )
        }}
    ),

    parts as (
        select distinct
            source_system, source_object, field, value, {{ quality_trimmed("part") }} as part
        from split
        where not {{ quality_is_blank("part") }}
    )

select source_system, source_object, field, value, value as part, true as is_active_option
from judged
where is_active_option
union all
select
    parts.source_system,
    parts.source_object,
    parts.field,
    parts.value,
    parts.part,
    active_options.value is not null as is_active_option
from parts
left join
    active_options
    on parts.source_system = active_options.source_system
    and parts.source_object = active_options.source_object
    and parts.field = active_options.field
    and parts.part = active_options.value
