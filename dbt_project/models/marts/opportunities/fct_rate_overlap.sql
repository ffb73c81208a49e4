{#- Dated exchange rates of one system and currency of which one was written to hold beyond the day on which the
    next begins: both hold on those days, and whoever joins them by their written days counts an amount
    twice. Here a rate holds until the next one begins. -#}
with
    followed as (
        select
            source_system,
            source_object,
            currency_code,
            rate_id as source_id,
            valid_from,
            written_end,
            value,
            lead(rate_id) over (
                partition by source_system, currency_code
                order by valid_from, effective_at, {{ byte_order("rate_id") }}
            ) as next_source_id,
            lead(valid_from) over (
                partition by source_system, currency_code
                order by valid_from, effective_at, {{ byte_order("rate_id") }}
            ) as next_valid_from,
            lead(value) over (
                partition by source_system, currency_code
                order by valid_from, effective_at, {{ byte_order("rate_id") }}
            ) as next_value
        from {{ ref("cnf_currency_rates") }}
        where basis = 'dated'
    )

select
    source_system,
    source_object,
    currency_code,
    source_id,
    valid_from,
    written_end as written_end_date,
    value as unit_value,
    next_source_id as other_source_id,
    next_valid_from as other_valid_from,
    next_value as other_unit_value,
    {{ days_between("next_valid_from", "written_end") }} as count_days,
    value <> next_value as is_contradicting
from followed
where written_end > next_valid_from
