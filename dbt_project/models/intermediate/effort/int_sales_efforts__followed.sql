{#- One row per heading, person whom sales worked under it, and deal of that person which is open or was closed
    on the day of the first activity or later; with no such deal, one row without. It is settled what came
    of a person when a deal is won, or when none is open and one is lost or the days of a cohort are over
    since the last activity. -#}
with
    worked as (
        select
            scope_type,
            scope_value,
            person_key,
            min(happened_date) as first_date,
            max(happened_date) as last_date
        from {{ ref("int_sales_efforts__made") }}
        where person_key is not null
        group by scope_type, scope_value, person_key
    ),

    deals as (
        select
            buyers.person_key,
            opportunities.opportunity_key,
            opportunities.is_open,
            opportunities.is_won,
            opportunities.close_date,
            opportunities.amount_corporate
        from {{ ref("int_opportunity_buyers__found") }} as buyers
        inner join
            {{ ref("fct_opportunity") }} as opportunities
            on opportunities.opportunity_key = buyers.opportunity_key
    ),

    followed as (
        select
            worked.*,
            deals.opportunity_key,
            coalesce(deals.is_open, false) as is_open,
            coalesce(deals.is_won, false) as is_won,
            deals.amount_corporate
        from worked
        left join
            deals
            on deals.person_key = worked.person_key
            and (deals.is_open or deals.close_date >= worked.first_date)
    ),

    of_person as (
        select
            followed.*,
            max(case when is_won then 1 else 0 end) over (
                partition by scope_type, scope_value, person_key
            ) as wins,
            max(case when is_open then 1 else 0 end) over (
                partition by scope_type, scope_value, person_key
            ) as opens,
            max(case when opportunity_key is not null then 1 else 0 end) over (
                partition by scope_type, scope_value, person_key
            ) as deals
        from followed
    )

select
    scope_type,
    scope_value,
    person_key,
    opportunity_key,
    is_won,
    amount_corporate,
    wins = 1 as is_person_won,
    wins = 1
    or (
        opens = 0
        and (
            deals = 1
            or {{ dbt.dateadd("day", glossary("cohort_window_days") | trim, "last_date") }}
            <= {{ reporting_day() }}
        )
    ) as is_settled
from of_person
