{#- One row per piece of content that a buyer met, in a way that is credited, from the days before an opportunity was
    made that its type looks back until it was closed: how many, how much, and what became of them beside
    those closed in the same time that it never touched. -#}
with
    opportunities as (select * from {{ ref("fct_opportunity") }}),

    touched as (
        select distinct content_key, opportunity_key
        from {{ ref("int_opportunity_touches__told") }}
        where is_credited and content_key is not null
    ),

    first_met as (
        select content_key, min(touch_date) as first_met_on
        from {{ ref("fct_touchpoint") }}
        where is_credited and content_key is not null
        group by content_key
    ),

    summed as (
        select
            touched.content_key,
            count(*) as count_touched,
            sum(opportunities.amount_corporate) as amount_touched,
            {{ count_where("opportunities.amount_corporate is null") }} as count_without_amount,
            {{ count_where("opportunities.is_won") }} as count_touched_won,
            {{ count_where("not opportunities.is_open") }} as count_touched_closed
        from touched
        inner join opportunities on opportunities.opportunity_key = touched.opportunity_key
        group by touched.content_key
    ),

    closed as (
        select close_date, {{ count_where("is_won") }} as count_won, count(*) as count_closed
        from opportunities
        where not is_open and close_date is not null
        group by close_date
    ),

    -- what was closed before anybody met the content could not have been touched by it
    since as (
        select
            days.first_met_on,
            sum(closed.count_won) as count_won,
            sum(closed.count_closed) as count_closed
        from (select distinct first_met_on from first_met) as days
        inner join closed on closed.close_date >= days.first_met_on
        group by days.first_met_on
    ),

    touched_since as (
        select
            touched.content_key,
            {{ count_where("opportunities.is_won") }} as count_won,
            count(*) as count_closed
        from touched
        inner join first_met on first_met.content_key = touched.content_key
        inner join opportunities on opportunities.opportunity_key = touched.opportunity_key
        where not opportunities.is_open and opportunities.close_date >= first_met.first_met_on
        group by touched.content_key
    )

select
    first_met.content_key,
    first_met.first_met_on,
    coalesce(summed.count_touched, 0) as count_touched,
    summed.amount_touched,
    coalesce(summed.count_without_amount, 0) as count_without_amount,
    coalesce(summed.count_touched_won, 0) as count_touched_won,
    coalesce(summed.count_touched_closed, 0) as count_touched_closed,
    cast(
        coalesce(since.count_won, 0) - coalesce(touched_since.count_won, 0) as bigint
    ) as count_untouched_won,
    cast(
        coalesce(since.count_closed, 0) - coalesce(touched_since.count_closed, 0) as bigint
    ) as count_untouched_closed
from first_met
left join summed on summed.content_key = first_met.content_key
left join since on since.first_met_on = first_met.first_met_on
left join touched_since on touched_since.content_key = first_met.content_key
