with
    open_opportunities as (
        select
            source_system,
            source_object,
            source_id,
            close_date,
            close_date < as_of_date as is_failed
        from {{ ref("fct_opportunity") }}
        where is_open and close_date is not null
    )

select
    'D001' as rule_id,
    source_system,
    source_object,
    'closedate' as field,
    source_id,
    is_failed,
    case
        when is_failed then 'close date ' || cast(close_date as {{ dbt.type_string() }})
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from open_opportunities
