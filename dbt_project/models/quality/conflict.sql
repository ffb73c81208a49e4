with
    stages as (
        select
            'stage' as field,
            opportunity_key,
            hubspot_deal_id,
            salesforce_opportunity_id,
            hubspot_stage as hubspot_value,
            salesforce_stage as salesforce_value,
            true as is_comparable,
            hubspot_category <> salesforce_category
            or (
                hubspot_category = 'open'
                and coalesce(hubspot_shared_stage <> salesforce_shared_stage, false)
            ) as is_conflict,
            cast(null as {{ money_type() }}) as amount_difference
        from {{ ref("int_quality__linked_pairs") }}
    ),

    amounts as (
        select
            pairs.*,
            hubspot_amount is not null
            and salesforce_amount is not null
            and coalesce(hubspot_currency_code = salesforce_currency_code, true) as is_comparable,
            hubspot_amount - salesforce_amount as amount_difference
        from {{ ref("int_quality__linked_pairs") }} as pairs
    ),

    judged_amounts as (
        select
            'amount' as field,
            opportunity_key,
            hubspot_deal_id,
            salesforce_opportunity_id,
            {{ quality_told_number("hubspot_amount") }} as hubspot_value,
            {{ quality_told_number("salesforce_amount") }} as salesforce_value,
            is_comparable,
            is_comparable
            and abs(amount_difference)
            > cast({{ quality_parameter("amount_tolerance") }} as decimal(18, 4))
            and abs(amount_difference)
            > abs(salesforce_amount)
            * cast(
                {{ quality_parameter("amount_tolerance_ratio") }} as decimal(9, 6)
            ) as is_conflict,
            case
                when is_comparable then cast(amount_difference as {{ money_type() }})
            end as amount_difference
        from amounts
    )

select *
from stages
union all
select *
from judged_amounts
