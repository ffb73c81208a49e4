{#- What sales spent its effort on in the last year, and what came of the people it was spent on, beside the people
    who were worked otherwise. Who is called cold differs in more than that: what goes together, and not
    what brought it about. -#}
with
    spent as (
        select
            scope_type,
            scope_value,
            count(*) as count_activities,
            count(duration_seconds) as count_timed,
            cast(sum(duration_seconds) as bigint) as duration_seconds,
            {{ count_where("count_people = 0") }} as count_of_nobody
        from
            (
                select
                    scope_type,
                    scope_value,
                    activity_key,
                    max(duration_seconds) as duration_seconds,
                    count(person_key) as count_people
                from {{ ref("int_sales_efforts__made") }}
                group by scope_type, scope_value, activity_key
            ) as activities
        group by scope_type, scope_value
    ),

    seen as ({{ stages_seen() }}),

    together as (
        select
            spent.*,
            whole.count_activities as count_all_activities,
            seen.sees_won,
            coalesce(became.count_people, 0) as count_people,
            {%- for count in ["settled", "won", "won_deals", "without_amount"] %}
                {{ known_if("seen.sees_won", "became.count_" ~ count) }} as count_{{ count }},
            {%- endfor %}
            {%- for count in ["others_settled", "others_won"] %}
                {{
                    known_if(
                        "seen.sees_won and spent.scope_type <> 'all'", "became.count_" ~ count
                    )
                }} as count_{{ count }},
            {%- endfor %}
            became.won_amount
        from spent
        cross join seen
        inner join spent as whole on whole.scope_type = 'all'
        left join
            {{ ref("int_sales_efforts__counted") }} as became
            on became.scope_type = spent.scope_type
            and became.scope_value = spent.scope_value
    ),

    rated as (
        select
            together.*,
            {{ rate_with_interval("count_won", "count_settled", "close_rate") }},
            {{
                rate_with_interval(
                    "count_others_won", "count_others_settled", "others_close_rate"
                )
            }}
        from together
    ),

    compared as (
        select
            rated.*,
            {{ newcombe_bound("close_rate", "others_close_rate", "-") }} as difference_low,
            {{ newcombe_bound("close_rate", "others_close_rate", "+") }} as difference_high
        from rated
    )

select
    scope_type,
    scope_value,
    count_activities,
    {{ ratio("count_activities", "count_all_activities") }} as activity_ratio,
    count_of_nobody,
    count_timed,
    duration_seconds,
    count_people,
    count_settled,
    count_won,
    close_rate,
    close_rate_low,
    close_rate_high,
    count_others_settled,
    count_others_won,
    others_close_rate,
    difference_low as close_rate_difference_low,
    difference_high as close_rate_difference_high,
    case
        when not sees_won
        then 'could_not_see'
        when scope_type = 'all'
        then 'whole'
        when
            not (
                {{ is_share_judged("count_settled") }}
                and {{ is_share_judged("count_others_settled") }}
            )
        then 'too_few'
        when difference_high < 0
        then 'closes_less'
        when difference_low > 0
        then 'closes_more'
        else 'no_difference'
    end as effort_state,
    count_won_deals as count_deals_won,
    count_without_amount as count_deals_without_amount,
    cast(won_amount as {{ money_type() }}) as won_amount_corporate
from compared
