-- An opportunity linked to several deals is reported once, against the deal that differs.
with
    pairs as (
        select
            conflict.*,
            row_number() over (
                partition by salesforce_opportunity_id
                order by case when is_conflict then 0 else 1 end, hubspot_deal_id
            ) as pair_rank
        from {{ ref("conflict") }} as conflict
        where field = 'stage' and is_comparable
    )

select
    'X001' as rule_id,
    'salesforce' as source_system,
    'opportunity' as source_object,
    'stagename' as field,
    salesforce_opportunity_id as source_id,
    is_conflict as is_failed,
    case
        when is_conflict then 'Salesforce ' || salesforce_value || ', HubSpot ' || hubspot_value
    end as detail,
    case when is_conflict then hubspot_value end as other_value
from pairs
where pair_rank = 1
