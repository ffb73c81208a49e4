{#- So many values of its field say that an option had its chance. -#}
{%- set values_per_option = 10 -%}
with
    open_lists as ({{ vendor_open_list_rows() }}),

    -- Where any text may stand, the options are only suggestions.
    fields as (
        select
            profiles.source_system,
            profiles.source_object,
            profiles.field,
            profiles.could_not_see is null as is_seen,
            profiles.filled
        from {{ ref("field_profile") }} as profiles
        inner join
            {{ ref("stg_meta__fields") }} as described
            on profiles.source_system = described.source_system
            and profiles.source_object = described.object
            and profiles.field = described.field
        left join
            open_lists
            on profiles.source_system = open_lists.source_system
            and lower(described.vendor_type) = open_lists.vendor_type
        where profiles.data_type = 'text' and open_lists.vendor_type is null
    ),

    -- What stood there when the system was read for the first time is not new.
    first_reads as (
        select source_system, min(changed_at) as first_read_at
        from {{ ref("stg_meta__field_options") }}
        group by source_system
    ),

    declared as (
        select
            options.source_system,
            options.object as source_object,
            options.field,
            options.value,
            options.label,
            options.position,
            options.is_active,
            options.changed_at > first_reads.first_read_at
            and {{ days_between(reporting_date("options.changed_at"), reporting_day()) }}
            < {{ quality_parameter("brand_new_days") }} as is_new,
            count(case when options.is_active then 1 end) over (
                partition by options.source_system, options.object, options.field
            ) as active_options
        from {{ ref("stg_meta__field_options") }} as options
        inner join first_reads on options.source_system = first_reads.source_system
        where not options.is_deleted
    ),

    placeholders as (
        select distinct placeholder
        from {{ ref("int_quality__placeholder_words") }}
        where sense = 'prompt'
    ),

    used as (select * from {{ ref("int_quality__option_use") }}),

    either as (
        select source_system, source_object, field, value
        from declared
        union
        select source_system, source_object, field, value
        from used
    ),

    judged as (
        select
            either.source_system,
            either.source_object,
            either.field,
            either.value,
            declared.label,
            declared.position,
            declared.value is not null as is_declared,
            coalesce(declared.is_active, false) as is_active,
            coalesce(declared.is_new, false) as is_new,
            case when fields.is_seen then coalesce(used.records, 0) end as records,
            fields.filled,
            used.first_used_created_at,
            used.last_used_created_at,
            used.stands_for,
            case
                when not fields.is_seen
                then 'could_not_see'
                when coalesce(declared.is_active, false) and used.records > 0
                then 'used'
                when declared.is_active and placeholders.placeholder is not null
                then 'prompt'
                when declared.is_active and declared.is_new
                then 'new'
                when
                    declared.is_active
                    and fields.filled >= {{ quality_parameter("min_records") }}
                    and fields.filled >= {{ values_per_option }} * declared.active_options
                then 'never_used'
                when declared.is_active
                then 'too_few'
                when used.records is null
                then 'retired'
                when declared.value is not null
                then 'switched_off'
                when used.stands_for is not null
                then 'relabelled'
                else 'undeclared'
            end as verdict
        from either
        inner join
            fields
            on either.source_system = fields.source_system
            and either.source_object = fields.source_object
            and either.field = fields.field
        left join
            declared
            on either.source_system = declared.source_system
            and either.source_object = declared.source_object
            and either.field = declared.field
            and either.value = declared.value
        left join
            used
            on either.source_system = used.source_system
            and either.source_object = used.source_object
            and either.field = used.field
            and either.value = used.value
        left join placeholders on {{ quality_word("either.value") }} = placeholders.placeholder
    )

select
    source_system,
    source_object,
    field,
    value,
    label,
    cast(position as integer) as position,
    is_declared,
    is_active,
    is_new,
    cast(records as bigint) as records,
    {{ ratio("records", "filled") }} as record_ratio,
    first_used_created_at,
    last_used_created_at,
    stands_for,
    verdict
from judged
