{%- set sides = [
    "opportunity_key",
    "source_system",
    "source_object",
    "source_id",
    "other_source_system",
    "other_source_object",
    "other_source_id",
] | join(", ") -%}

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
            cast(null as {{ money_type() }}) as amount_difference
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
            is_comparable
            and abs(amount_difference)
            > cast({{ quality_parameter("amount_tolerance") }} as decimal(18, 4))
            and abs(amount_difference)
            > abs(amount)
            * cast(
                {{ quality_parameter("amount_tolerance_ratio") }} as decimal(9, 6)
            ) as is_conflict,
            case
                when is_comparable then cast(amount_difference as {{ money_type() }})
            end as amount_difference
        from compared_amounts
    ),

    conflicts as (
        select *
        from stages
        union all
        select *
        from amounts
    )

select
    conflicts.*,
    {%- for id in source_ids("opportunity") %}
        case
            when source_system = '{{ id.system }}'
            then source_id
            when other_source_system = '{{ id.system }}'
            then other_source_id
        end as {{ id.column }},
        case
            when source_system = '{{ id.system }}'
            then value
            when other_source_system = '{{ id.system }}'
            then other_value
        end as {{ id.system }}_value {{- "," if not loop.last }}
    {%- endfor %}
from conflicts
