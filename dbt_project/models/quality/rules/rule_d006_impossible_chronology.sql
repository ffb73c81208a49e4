-- Dates that cannot be: written so that they are none, in no year of business, or out of order.
with
    close_dates as (
        select source_system, source_object, field
        from {{ ref("cnf_field_roles") }}
        where field_role = 'close_date'
    ),

    opportunities as (
        select
            facts.source_system,
            facts.source_object,
            close_dates.field,
            facts.source_id,
            coalesce(
                not facts.is_open and facts.is_closed_before_created, false
            ) as is_closed_before_created,
            coalesce(facts.is_won and facts.close_date > facts.as_of_date, false) as is_won_ahead,
            facts.close_date,
            facts.created_date,
            facts.as_of_date
        from {{ ref("fct_opportunity") }} as facts
        inner join
            close_dates
            on facts.source_system = close_dates.source_system
            and facts.source_object = close_dates.source_object
    ),

    unreadable as (select * from {{ ref("misfit") }}),

    judged as (
        select
            opportunities.*,
            unreadable.value as unreadable_date,
            coalesce(
                close_date < date '1970-01-01'
                or close_date
                > {{ dbt.dateadd("year", quality_parameter("farthest_close_years"), "as_of_date") }},
                false
            ) as is_in_no_year
        from opportunities
        left join
            unreadable
            on opportunities.source_system = unreadable.source_system
            and opportunities.source_object = unreadable.source_object
            and opportunities.field = unreadable.field
            and opportunities.source_id = unreadable.source_id
        where opportunities.close_date is not null or unreadable.value is not null
    )

select
    'D006' as rule_id,
    source_system,
    source_object,
    field,
    source_id,
    unreadable_date is not null
    or is_in_no_year
    or is_closed_before_created
    or is_won_ahead as is_failed,
    case
        when unreadable_date is not null
        then 'a close date is there and is no date: ''' || unreadable_date || ''''
        when is_in_no_year
        then 'close date ' || cast(close_date as {{ dbt.type_string() }})
        when is_closed_before_created
        then
            'closed on '
            || cast(close_date as {{ dbt.type_string() }})
            || ', created on '
            || cast(created_date as {{ dbt.type_string() }})
        when is_won_ahead
        then 'won on ' || cast(close_date as {{ dbt.type_string() }}) || ', which is still to come'
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from judged
