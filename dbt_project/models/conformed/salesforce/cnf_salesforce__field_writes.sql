{#- Every change of a tracked field, and the user who made it: a sync writes as a user of its own. -#}
with
    changes as (
        select
            'lead' as source_object,
            lead_id as source_id,
            field_name,
            new_value,
            old_value,
            created_at,
            created_by_id
        from {{ ref("stg_salesforce__lead_history") }}
        where not is_deleted
        union all
        select
            'opportunity' as source_object,
            opportunity_id as source_id,
            field_name,
            new_value,
            old_value,
            created_at,
            created_by_id
        from {{ ref("stg_salesforce__opportunity_field_history") }}
        where not is_deleted
    )

select
    changes.source_object,
    changes.source_id,
    case
        when lower(changes.field_name) = 'owner' then 'ownerid' else lower(changes.field_name)
    end as field,
    changes.new_value as value,
    changes.old_value as value_before,
    changes.created_at as written_at,
    coalesce(users.name, changes.created_by_id) as writer,
    {{ salesforce_actor_kind("users.user_type", "changes.created_by_id") }} as actor_kind,
    coalesce(users.name, changes.created_by_id) as actor
from changes
left join {{ ref("stg_salesforce__users") }} as users on users.user_id = changes.created_by_id
