with
    ranked as (
        select
            owners.*,
            row_number() over (
                partition by owner_key, source_system order by place
            ) as place_in_system
        from {{ ref("int_owners__resolved") }} as owners
    )

select
    owner_key,
    min(email) as email,
    coalesce(
        max(case when source_system = 'salesforce' and place_in_system = 1 then name end),
        max(case when source_system = 'hubspot' and place_in_system = 1 then name end)
    ) as name,
    max(
        case when source_system = 'hubspot' and place_in_system = 1 then source_id end
    ) as hubspot_owner_id,
    max(
        case when source_system = 'salesforce' and place_in_system = 1 then source_id end
    ) as salesforce_user_id,
    max(case when is_active then 1 else 0 end) = 1 as is_active
from ranked
group by owner_key
