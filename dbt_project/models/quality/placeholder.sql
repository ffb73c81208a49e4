-- Values that stand where nothing was chosen, per field; whether each counts as empty, and why not.
with
    words as (select * from {{ ref("int_quality__placeholder_words") }}),

    in_misfits as (
        select
            source_system,
            source_object,
            field,
            {{ quality_word("value") }} as placeholder,
            min({{ byte_order("value") }}) as spelling,
            count(*) as records
        from {{ ref("int_quality__misfits") }}
        where {{ quality_word("value") }} in (select placeholder from words)
        group by source_system, source_object, field, {{ quality_word("value") }}
    ),

    found as (
        select source_system, source_object, field, placeholder, spelling, records
        from {{ ref("int_quality__placeholders_in_columns") }}
        union all
        select source_system, source_object, field, placeholder, spelling, records
        from in_misfits
    ),

    counted as (
        select
            found.source_system,
            found.source_object,
            found.field,
            found.placeholder,
            min({{ byte_order("found.spelling") }}) as spelling,
            sum(found.records) as records
        from found
        group by found.source_system, found.source_object, found.field, found.placeholder
    ),

    kinds as (select * from {{ ref("int_quality__field_kinds") }}),

    objects as (select * from {{ ref("int_quality__objects") }}),

    options as (
        select distinct
            source_system,
            object as source_object,
            field,
            {{ quality_word("value") }} as placeholder
        from {{ ref("stg_meta__field_options") }}
        where is_active and not is_deleted
    ),

    -- A name borne by a quarter of the records is nobody's name.
    judged as (
        select
            counted.*,
            kinds.field_kind,
            words.sense,
            objects.records as object_records,
            case
                when words.sense in ('date_candidate', 'number_candidate')
                then 'may be a real value'
                when options.placeholder is not null and words.sense <> 'prompt'
                then 'an option that the vendor declares'
                when
                    exceptions.placeholder is not null
                    and (
                        exceptions.field_kind in ('place', 'code')
                        or counted.records < {{ quality_parameter("min_records") }}
                        or counted.records * 4 < objects.records
                    )
                then 'may be real in a field of this kind'
            end as why_not_empty
        from counted
        inner join words on counted.placeholder = words.placeholder
        inner join
            objects
            on counted.source_system = objects.source_system
            and counted.source_object = objects.source_object
        left join
            kinds
            on counted.source_system = kinds.source_system
            and counted.source_object = kinds.source_object
            and counted.field = kinds.field
        left join
            {{ ref("int_quality__placeholder_exceptions") }} as exceptions
            on counted.placeholder = exceptions.placeholder
            and kinds.field_kind = exceptions.field_kind
        left join
            options
            on counted.source_system = options.source_system
            and counted.source_object = options.source_object
            and counted.field = options.field
            and counted.placeholder = options.placeholder
    )

select
    source_system,
    source_object,
    field,
    coalesce(field_kind, 'other') as field_kind,
    placeholder,
    left(spelling, 255) as spelling,
    sense,
    cast(records as bigint) as records,
    {{ ratio("records", "object_records") }} as record_ratio,
    why_not_empty is null as is_counted_empty,
    why_not_empty
from judged
