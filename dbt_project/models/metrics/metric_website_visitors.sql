{#- Whoever comes twice on a day is one visitor of it, where they first came from. Without a name for the
    visitor each visit is somebody. -#}
with
    visits as (
        select
            activities.*,
            row_number() over (
                partition by source_system, coalesce(visitor_id, activity_key), happened_date
                order by happened_at, source_id
            ) as place_in_day
        from {{ ref("fct_marketing_activity") }} as activities
        where
            activity_kind = 'visit'
            and not coalesce(is_bot, false)
            and happened_date <= {{ reporting_day() }}
    )

select
    'website_visitors' as metric_id,
    happened_date,
    'marketing' as entity_kind,
    activity_key as entity_key,
    source_system,
    source_object,
    source_id,
    {{ nothing("text") }} as owner_key,
    {{ nothing("text") }} as account_key,
    channel,
    1 as numerator,
    null as denominator
from visits
where place_in_day = 1
