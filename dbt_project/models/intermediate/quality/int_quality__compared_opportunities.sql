-- What two systems say about one opportunity, field by field, and whether the two can be compared.
{%- set sides = [
    "opportunity_key",
    "source_system",
    "source_object",
    "source_id",
    "other_source_system",
    "other_source_object",
    "other_source_id",
] | join(", ") -%}
{%- set no_money = "cast(null as " ~ money_type() ~ ")" %}

with
    pairs as (select * from {{ ref("int_quality__linked_pairs") }}),

    stages as (
        select
            {{ sides }},
            'stage' as field,
            stage_name as value,
            other_stage_name as other_value,
            true as is_comparable,
            stage_category <> other_stage_category
            or (
                stage_category = 'open' and coalesce(shared_stage <> other_shared_stage, false)
            ) as is_conflict,
            {{ no_money }} as amount_difference
        from pairs
    ),

    compared_amounts as (
        select
            pairs.*,
            amount is not null
            and other_amount is not null
            and coalesce(amount_currency_code = other_amount_currency_code, true) as is_comparable,
            other_amount - amount as amount_difference
        from pairs
    ),

    amounts as (
        select
            {{ sides }},
            'amount' as field,
            {{ quality_told_number("amount") }} as value,
            {{ quality_told_number("other_amount") }} as other_value,
            is_comparable,
            is_comparable and {{ quality_amounts_differ("amount", "other_amount") }} as is_conflict,
            case
                when is_comparable then cast(amount_difference as {{ money_type() }})
            end as amount_difference
        from compared_amounts
    ),

    close_dates as (
        select
            {{ sides }},
            'close_date' as field,
            {{ as_text("close_date") }} as value,
            {{ as_text("other_close_date") }} as other_value,
            close_date is not null and other_close_date is not null as is_comparable,
            coalesce(
                {{ quality_days_differ("close_date", "other_close_date") }}, false
            ) as is_conflict,
            {{ no_money }} as amount_difference
        from pairs
    ),

    currencies as (
        select
            {{ sides }},
            'currency' as field,
            amount_currency_code as value,
            other_amount_currency_code as other_value,
            amount_currency_code is not null
            and other_amount_currency_code is not null as is_comparable,
            coalesce(amount_currency_code <> other_amount_currency_code, false) as is_conflict,
            {{ no_money }} as amount_difference
        from pairs
    ),

    -- an owner without an address is nobody whom another system could know
    owners as (
        select
            {{ sides }},
            'owner' as field,
            owner_name as value,
            other_owner_name as other_value,
            owner_email is not null and other_owner_email is not null as is_comparable,
            owner_email is not null
            and other_owner_email is not null
            and owner_key <> other_owner_key as is_conflict,
            {{ no_money }} as amount_difference
        from pairs
    )

select *
from stages
union all
select *
from amounts
union all
select *
from close_dates
union all
select *
from currencies
union all
select *
from owners
