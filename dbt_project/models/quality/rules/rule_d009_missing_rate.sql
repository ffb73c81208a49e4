select
    'D009' as rule_id,
    source_system,
    source_object,
    'amount' as field,
    source_id,
    amount_conversion = 'missing_rate' as is_failed,
    case
        when amount_conversion = 'missing_rate'
        then
            'an amount in '
            || coalesce(currency_code, 'a currency that nobody names')
            || ' and no rate for '
            || coalesce(cast(close_date as {{ dbt.type_string() }}), 'today')
            || '; no total contains it'
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from {{ ref("fct_opportunity") }}
where amount_conversion not in ('no_amount', 'no_rate_needed')
