with
    close_dates as (
        select source_system, source_object, field
        from {{ ref("cnf_field_roles") }}
        where field_role = 'close_date'
    ),

    open_opportunities as (
        select
            opportunities.source_system,
            opportunities.source_object,
            close_dates.field,
            opportunities.source_id,
            opportunities.close_date,
            opportunities.close_date < opportunities.as_of_date as is_failed
        from {{ ref("fct_opportunity") }} as opportunities
        inner join
            close_dates
            on opportunities.source_system = close_dates.source_system
            and opportunities.source_object = close_dates.source_object
        where opportunities.is_open and opportunities.close_date is not null
    )

select
    'D001' as rule_id,
    source_system,
    source_object,
    field,
    source_id,
    is_failed,
    case
        when is_failed then 'close date ' || cast(close_date as {{ dbt.type_string() }})
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from open_opportunities
