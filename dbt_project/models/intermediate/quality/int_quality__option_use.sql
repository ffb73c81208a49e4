with
    active_options as (
        select source_system, object as source_object, field, value, label
        from {{ ref("stg_meta__field_options") }}
        where is_active and not is_deleted
    ),

    used as (
        select
            parts.source_system,
            parts.source_object,
            parts.field,
            parts.part as value,
            sum(written.records) as records,
            min(written.first_created_at) as first_used_created_at,
            max(written.last_created_at) as last_used_created_at
        from {{ ref("int_quality__option_parts") }} as parts
        inner join
            {{ ref("int_quality__option_values") }} as written
            on parts.source_system = written.source_system
            and parts.source_object = written.source_object
            and parts.field = written.field
            and parts.value = written.value
        group by parts.source_system, parts.source_object, parts.field, parts.part
    ),

    -- A stored value that only differs in capitals from an active option, or is its label.
    meant as (
        select
            used.source_system,
            used.source_object,
            used.field,
            used.value,
            min({{ byte_order("active_options.value") }}) as stands_for
        from used
        inner join
            active_options
            on used.source_system = active_options.source_system
            and used.source_object = active_options.source_object
            and used.field = active_options.field
            and used.value <> active_options.value
            and {{ quality_word("used.value") }} in (
                {{ quality_word("active_options.value") }},
                {{ quality_word("active_options.label") }}
            )
        group by used.source_system, used.source_object, used.field, used.value
    )

select used.*, meant.stands_for
from used
left join
    meant
    on used.source_system = meant.source_system
    and used.source_object = meant.source_object
    and used.field = meant.field
    and used.value = meant.value
