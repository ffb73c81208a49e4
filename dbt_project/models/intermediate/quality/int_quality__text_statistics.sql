-- How many records fill a text field, and with what. White space is no value, and a placeholder
-- that
-- counts as empty is none; one that does not is a value like any other.
with
    texts as (
        select
            texts.*,
            texts.placeholder is null
            or (texts.placeholder <> '' and placeholders.placeholder is null) as is_value
        from {{ ref("int_quality__text_values") }} as texts
        left join
            {{ ref("placeholder") }} as placeholders
            on texts.source_system = placeholders.source_system
            and texts.source_object = placeholders.source_object
            and texts.field = placeholders.field
            and texts.placeholder = placeholders.placeholder
            and placeholders.is_counted_empty
    ),

    ranked as (
        select
            texts.*,
            max(case when is_value then top_value_count end) over (
                partition by source_system, source_object, field
            ) as most_records
        from texts
    )

select
    source_system,
    source_object,
    field,
    cast(sum(case when is_value then records else 0 end) as bigint) as filled,
    cast(sum(case when is_value then distinct_values else 0 end) as bigint) as distinct_values,
    min(case when is_value then {{ byte_order("min_value") }} end) as min_value,
    max(case when is_value then {{ byte_order("max_value") }} end) as max_value,
    min(
        case when is_value and top_value_count = most_records then {{ byte_order("top_value") }} end
    ) as top_value,
    nullif(max(most_records), 0) as top_value_count
from ranked
group by source_system, source_object, field
