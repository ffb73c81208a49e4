with
    -- Of a field that was not read, no number is known; that is not none.
    described as (
        select fields.*, case when is_loaded then 0 end as none_seen
        from {{ ref("stg_meta__fields") }} as fields
    ),

    objects as (select * from {{ ref("int_quality__objects") }}),

    statistics as (select * from {{ ref("int_quality__field_statistics") }}),

    oddities as (select * from {{ ref("int_quality__field_oddities") }}),

    profiled as (
        select
            described.source_system,
            described.object as source_object,
            described.field,
            described.vendor_name,
            described.label,
            described.column_type as data_type,
            described.is_custom,
            described.is_calculated,
            case
                when not described.is_readable
                then 'not shown to us'
                when not described.is_loaded
                then coalesce(described.not_loaded_because, 'not loaded')
            end as could_not_see,
            objects.records,
            coalesce(statistics.filled, described.none_seen) as filled,
            coalesce(oddities.placeholder_records, described.none_seen) as placeholder_records,
            oddities.placeholders,
            oddities.placeholder_candidates,
            coalesce(oddities.misfits, described.none_seen) as misfits,
            oddities.misfit_examples,
            texts.text_kind,
            texts.typed_values,
            objects.records_90d,
            coalesce(statistics.filled_90d, described.none_seen) as filled_90d,
            objects.records_365d,
            coalesce(statistics.filled_365d, described.none_seen) as filled_365d,
            coalesce(statistics.distinct_values, described.none_seen) as distinct_values,
            statistics.min_value,
            statistics.max_value,
            statistics.top_value,
            coalesce(statistics.top_value_count, described.none_seen) as top_value_count,
            statistics.last_filled_created_at
        from described
        inner join
            objects
            on described.source_system = objects.source_system
            and described.object = objects.source_object
        left join
            statistics
            on described.source_system = statistics.source_system
            and described.object = statistics.source_object
            and described.field = statistics.field
        left join
            oddities
            on described.source_system = oddities.source_system
            and described.object = oddities.source_object
            and described.field = oddities.field
        left join
            {{ ref("int_quality__text_kinds") }} as texts
            on described.source_system = texts.source_system
            and described.object = texts.source_object
            and described.field = texts.field
        where
            not described.is_deleted
            and not described.is_system
            and (
                statistics.field is not null or not described.is_readable or not described.is_loaded
            )
    )

select
    source_system,
    source_object,
    field,
    vendor_name as vendor_field,
    label,
    data_type,
    is_custom,
    is_calculated,
    cast(records as bigint) as records,
    cast(filled as bigint) as filled,
    {{ ratio("filled", "records") }} as fill_ratio,
    cast(filled + placeholder_records as bigint) as filled_raw,
    {{ ratio("filled + placeholder_records", "records") }} as fill_ratio_raw,
    cast(placeholder_records as bigint) as placeholder_records,
    {{ ratio("placeholder_records", "records") }} as placeholder_ratio,
    placeholders,
    placeholder_candidates,
    cast(misfits as bigint) as misfits,
    misfit_examples,
    text_kind,
    cast(typed_values as bigint) as typed_values,
    cast(records_90d as bigint) as records_90d,
    cast(filled_90d as bigint) as filled_90d,
    {{ ratio("filled_90d", "records_90d") }} as fill_ratio_90d,
    cast(records_365d as bigint) as records_365d,
    cast(filled_365d as bigint) as filled_365d,
    {{ ratio("filled_365d", "records_365d") }} as fill_ratio_365d,
    cast(distinct_values as bigint) as distinct_values,
    min_value,
    max_value,
    top_value,
    cast(top_value_count as bigint) as top_value_count,
    {{ ratio("top_value_count", "filled") }} as top_value_ratio,
    last_filled_created_at,
    could_not_see,
    case
        when could_not_see is not null
        then 'could_not_see'
        when records < {{ quality_parameter("min_records") }}
        then 'too_few'
        when filled = 0
        then 'never_populated'
        when
            records_365d >= {{ quality_parameter("min_records") }}
            and last_filled_created_at
            < {{ dbt.dateadd("day", "-" ~ quality_parameter("abandoned_days"), as_of()) }}
        then 'abandoned'
        when filled >= {{ quality_parameter("min_records") }} and distinct_values = 1
        then 'constant'
        else 'used'
    end as verdict
from profiled
