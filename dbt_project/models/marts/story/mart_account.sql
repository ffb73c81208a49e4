with
    opportunities as (
        select
            account_key,
            cast(count(case when is_won then 1 end) as bigint) as count_won,
            cast(count(case when is_lost then 1 end) as bigint) as count_lost,
            cast(count(case when is_open then 1 end) as bigint) as count_open,
            cast(
                sum(case when is_won then amount_corporate end) as decimal(24, 4)
            ) as won_amount_corporate,
            cast(
                sum(case when is_open then amount_corporate end) as decimal(24, 4)
            ) as open_amount_corporate,
            cast(
                sum(case when is_won or is_open then amount_corporate end) as decimal(24, 4)
            ) as value_amount_corporate
        from {{ ref("fct_opportunity") }}
        where account_key is not null
        group by account_key
    ),

    people as (
        select account_key, cast(count(*) as bigint) as count_people
        from {{ ref("dim_person") }}
        where account_key is not null
        group by account_key
    ),

    events as (
        select
            account_key,
            cast(count(*) as bigint) as count_events,
            min(happened_at) as first_event_at,
            max(happened_at) as last_event_at
        from {{ ref("fct_timeline") }}
        where account_key is not null
        group by account_key
    )

select
    accounts.account_key,
    coalesce(people.count_people, 0) as count_people,
    coalesce(opportunities.count_won, 0) as count_won,
    coalesce(opportunities.count_lost, 0) as count_lost,
    coalesce(opportunities.count_open, 0) as count_open,
    opportunities.won_amount_corporate,
    opportunities.open_amount_corporate,
    opportunities.value_amount_corporate,
    coalesce(events.count_events, 0) as count_events,
    events.first_event_at,
    events.last_event_at,
    case
        when opportunities.count_won > 0 or opportunities.count_open > 0
        then
            row_number() over (
                order by
                    case
                        when opportunities.count_won > 0 or opportunities.count_open > 0
                        then 0
                        else 1
                    end,
                    opportunities.value_amount_corporate desc nulls last,
                    opportunities.count_won desc nulls last,
                    opportunities.count_open desc nulls last,
                    accounts.account_key
            )
    end as value_rank
from {{ ref("dim_account") }} as accounts
left join opportunities on opportunities.account_key = accounts.account_key
left join people on people.account_key = accounts.account_key
left join events on events.account_key = accounts.account_key
