-- An opportunity is worth what its currency was on the day it closed or is to close, a cost what
-- it was
-- on its last day, or today while that is to come. A cost that another source tells more finely
-- needs
-- no rate: no total is made of it.
with
    told as (
        select
            source_system,
            source_object,
            'amount' as field_role,
            source_id,
            currency_code,
            amount,
            close_date as rate_date,
            amount_conversion
        from {{ ref("fct_opportunity") }}
        union all
        select
            source_system,
            source_object,
            'cost' as field_role,
            source_id,
            currency_code,
            spend_amount as amount,
            {{ least_of(["spent_to", reporting_day()]) }} as rate_date,
            amount_conversion
        from {{ ref("fct_marketing_spend") }}
        where is_counted
    )

select
    'D009' as rule_id,
    told.source_system,
    told.source_object,
    roles.field,
    told.source_id,
    told.amount_conversion = 'missing_rate' as is_failed,
    case
        when told.amount_conversion = 'missing_rate'
        then
            {{ quality_told_number("cast(told.amount as decimal(28, 2))") }}
            || ' in '
            || coalesce(told.currency_code, 'a currency that nobody names')
            || ' and no rate for '
            || coalesce({{ as_text("told.rate_date") }}, 'today')
            || '; no total contains it'
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from told
inner join
    {{ ref("cnf_field_roles") }} as roles
    on roles.source_system = told.source_system
    and roles.source_object = told.source_object
    and roles.field_role = told.field_role
where told.amount_conversion not in ('no_amount', 'no_rate_needed')
