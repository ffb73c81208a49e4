-- Both windows hold on the days between; an amount is converted by the later one. Rates that do not
-- say when they end hold until the next one begins, and overlap with none.
with
    rates as (
        select rates.source_system, rates.source_object, ends.field, rates.rate_id as source_id
        from {{ ref("cnf_currency_rates") }} as rates
        inner join
            {{ ref("cnf_field_roles") }} as ends
            on ends.source_system = rates.source_system
            and ends.source_object = rates.source_object
            and ends.field_role = 'rate_end'
        where rates.basis = 'dated' and rates.written_end is not null
    ),

    amounts as (
        select
            source_system,
            source_object,
            source_id,
            count(*) as count_amounts,
            cast(sum(amount) as decimal(28, 2)) as amount
        from {{ ref("int_quality__overlapped_amounts") }}
        group by source_system, source_object, source_id
    )

select
    'Q005' as rule_id,
    rates.source_system,
    rates.source_object,
    rates.field,
    rates.source_id,
    windows.source_id is not null as is_failed,
    case
        when windows.source_id is not null
        then
            windows.currency_code
            || ' is worth '
            || {{ quality_told_number("cast(windows.unit_value as decimal(24, 8))") }}
            || ' from '
            || {{ as_text("windows.valid_from") }}
            || ' until '
            || {{ as_text("windows.written_end_date") }}
            || ', and '
            || {{ quality_told_number("cast(windows.other_unit_value as decimal(24, 8))") }}
            || ' from '
            || {{ as_text("windows.other_valid_from") }}
            || ' on: both hold on '
            || {{ as_text("windows.count_days") }}
            || case when windows.count_days = 1 then ' day' else ' days' end
            || ', with '
            || case
                when amounts.count_amounts is null
                then 'no amount'
                when amounts.count_amounts = 1
                then
                    '1 amount of '
                    || {{ quality_told_number("amounts.amount") }}
                    || ' '
                    || windows.currency_code
                else
                    {{ as_text("amounts.count_amounts") }}
                    || ' amounts of '
                    || {{ quality_told_number("amounts.amount") }}
                    || ' '
                    || windows.currency_code
                    || ' together'
            end
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from rates
left join
    {{ ref("fct_rate_overlap") }} as windows
    on windows.source_system = rates.source_system
    and windows.source_object = rates.source_object
    and windows.source_id = rates.source_id
left join
    amounts
    on amounts.source_system = windows.source_system
    and amounts.source_object = windows.source_object
    and amounts.source_id = windows.source_id
