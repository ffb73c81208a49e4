-- One row per open opportunity with a close date whose past is told: by the vendor's history, or by
-- what runs saw. A push is a move into a later month; a day or two within one moves no forecast.
with
    states as (
        select
            opportunity_key,
            close_date,
            lag(close_date) over (
                partition by opportunity_key order by state_number
            ) as close_date_before,
            first_value(close_date) over (
                partition by opportunity_key order by state_number
            ) as first_close_date
        from {{ ref("fct_opportunity_state") }}
        where close_date is not null and close_date_evidence in ('history', 'snapshot')
    ),

    pushes as (
        select
            opportunity_key,
            min(first_close_date) as first_close_date,
            count(
                case
                    when
                        {{ dbt.date_trunc("month", "close_date") }}
                        > {{ dbt.date_trunc("month", "close_date_before") }}
                    then 1
                end
            ) as count_pushes
        from states
        group by opportunity_key
    )

select
    'D010' as rule_id,
    opportunities.source_system,
    opportunities.source_object,
    roles.field,
    opportunities.source_id,
    pushes.count_pushes > {{ quality_parameter("most_pushes") }} as is_failed,
    case
        when pushes.count_pushes > {{ quality_parameter("most_pushes") }}
        then
            'was pushed into a later month '
            || {{ as_text("pushes.count_pushes") }}
            || ' times, from '
            || {{ as_text("pushes.first_close_date") }}
            || ' to '
            || {{ as_text("opportunities.close_date") }}
    end as detail,
    {{ nothing("text") }} as other_value
from {{ ref("fct_opportunity") }} as opportunities
inner join pushes on pushes.opportunity_key = opportunities.opportunity_key
inner join
    {{ ref("cnf_field_roles") }} as roles
    on roles.source_system = opportunities.source_system
    and roles.source_object = opportunities.source_object
    and roles.field_role = 'close_date'
where opportunities.is_open and opportunities.close_date is not null
