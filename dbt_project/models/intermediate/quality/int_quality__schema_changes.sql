{#- What is otherwise than readers see it now. Of an object, or of a list, that was not there before nothing
    has changed: it was read for the first time. -#}
{%- set field = "source_system, source_object, field" -%}
with
    fields_before as (select * from {{ ref("int_quality__fields_before") }}),

    fields_now as (select * from {{ ref("field_profile") }}),

    removed as (
        select source_system, object as source_object, field
        from {{ ref("stg_meta__fields") }}
        where is_deleted
    ),

    objects_before as (select distinct source_system, source_object from fields_before),

    options_before as (select * from {{ ref("int_quality__options_before") }} where is_declared),

    options_now as (select * from {{ ref("field_option") }} where is_declared),

    lists_before as (select distinct {{ field }} from options_before),

    lists_now as (select distinct {{ field }} from options_now),

    of_fields as (
        select
            fields_now.source_system,
            fields_now.source_object,
            fields_now.field,
            case
                when fields_before.field is null
                then 'field_added'
                when fields_before.data_type <> fields_now.data_type
                then 'retyped'
                when coalesce(fields_before.label, '') <> coalesce(fields_now.label, '')
                then 'relabelled'
            end as change_kind,
            case
                when fields_before.data_type <> fields_now.data_type
                then fields_before.data_type
                else fields_before.label
            end as was,
            case
                when fields_before.data_type <> fields_now.data_type
                then fields_now.data_type
                else fields_now.label
            end as became
        from fields_now
        inner join
            objects_before
            on fields_now.source_system = objects_before.source_system
            and fields_now.source_object = objects_before.source_object
        left join
            fields_before
            on fields_now.source_system = fields_before.source_system
            and fields_now.source_object = fields_before.source_object
            and fields_now.field = fields_before.field
    ),

    of_removed_fields as (
        select
            fields_before.source_system,
            fields_before.source_object,
            fields_before.field,
            fields_before.label
        from fields_before
        inner join
            removed
            on fields_before.source_system = removed.source_system
            and fields_before.source_object = removed.source_object
            and fields_before.field = removed.field
    ),

    of_options as (
        select
            coalesce(options_now.source_system, options_before.source_system) as source_system,
            coalesce(options_now.source_object, options_before.source_object) as source_object,
            coalesce(options_now.field, options_before.field) as field,
            coalesce(options_now.value, options_before.value) as value,
            options_before.label as was,
            options_now.label as became,
            case
                when options_before.value is null
                then 'option_added'
                when options_now.value is null
                then 'option_removed'
                when options_before.is_active and not options_now.is_active
                then 'option_switched_off'
                when not options_before.is_active and options_now.is_active
                then 'option_switched_on'
                when coalesce(options_before.label, '') <> coalesce(options_now.label, '')
                then 'option_relabelled'
            end as change_kind
        from options_now
        full outer join
            options_before
            on options_now.source_system = options_before.source_system
            and options_now.source_object = options_before.source_object
            and options_now.field = options_before.field
            and options_now.value = options_before.value
    )

select {{ field }}, change_kind, cast(null as {{ dbt.type_string() }}) as option_value, was, became
from of_fields
where change_kind is not null
union all
select
    {{ field }},
    'field_removed' as change_kind,
    cast(null as {{ dbt.type_string() }}) as option_value,
    label as was,
    cast(null as {{ dbt.type_string() }}) as became
from of_removed_fields
union all
select
    of_options.source_system,
    of_options.source_object,
    of_options.field,
    of_options.change_kind,
    of_options.value as option_value,
    of_options.was,
    of_options.became
from of_options
inner join
    lists_before
    on of_options.source_system = lists_before.source_system
    and of_options.source_object = lists_before.source_object
    and of_options.field = lists_before.field
inner join
    lists_now
    on of_options.source_system = lists_now.source_system
    and of_options.source_object = lists_now.source_object
    and of_options.field = lists_now.field
where of_options.change_kind is not null
