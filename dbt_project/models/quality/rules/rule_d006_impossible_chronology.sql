{{ config(schema="intermediate") }}

with
    closed_opportunities as (
        select
            source_system as system,
            source_object as object,
            source_id as record_id,
            is_closed_before_created,
            coalesce(is_won and close_date > as_of_date, false) as is_won_ahead,
            close_date,
            created_date
        from {{ ref("fct_opportunity") }}
        where is_won or is_lost
    )

select
    'D006' as rule_id,
    system,
    object,
    'closedate' as field,
    record_id,
    is_closed_before_created or is_won_ahead as is_failed,
    case
        when is_closed_before_created
        then
            'closed on '
            || cast(close_date as varchar)
            || ', created on '
            || cast(created_date as varchar)
        when is_won_ahead
        then 'won on ' || cast(close_date as varchar) || ', which is still to come'
    end as detail,
    cast(null as varchar) as other_value
from closed_opportunities
