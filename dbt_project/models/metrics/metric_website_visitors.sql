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
        where activity_kind = 'visit' and not coalesce(is_bot, false)
    ),

    first_visits as (select * from visits where place_in_day = 1)

    {{ marketing_metric("website_visitors", "visit", activities="first_visits") }}
