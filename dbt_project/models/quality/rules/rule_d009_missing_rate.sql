with
    amounts as (
        select source_system, source_object, field
        from {{ ref("cnf_field_roles") }}
        where field_role = 'amount'
    )

select
    'D009' as rule_id,
    opportunities.source_system,
    opportunities.source_object,
    amounts.field,
    opportunities.source_id,
    opportunities.amount_conversion = 'missing_rate' as is_failed,
    case
        when opportunities.amount_conversion = 'missing_rate'
        then
            'an amount in '
            || coalesce(opportunities.currency_code, 'a currency that nobody names')
            || ' and no rate for '
            || coalesce(cast(opportunities.close_date as {{ dbt.type_string() }}), 'today')
            || '; no total contains it'
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from {{ ref("fct_opportunity") }} as opportunities
inner join
    amounts
    on opportunities.source_system = amounts.source_system
    and opportunities.source_object = amounts.source_object
where opportunities.amount_conversion not in ('no_amount', 'no_rate_needed')
