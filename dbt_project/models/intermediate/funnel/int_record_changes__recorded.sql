{#- One row per record, field and value it took, as the vendors' own histories tell it. Salesforce keeps
    the changes of a tracked field: what it was before the first of them it had been since creation. -#}
with
    lead_changes as (
        select
            history.lead_id,
            lower(history.field_name) as field,
            history.history_id,
            history.old_value,
            history.new_value,
            history.created_at,
            row_number() over (
                partition by history.lead_id, history.field_name
                order by history.created_at, {{ byte_order("history.history_id") }}
            ) as place
        from {{ ref("stg_salesforce__lead_history") }} as history
        where not history.is_deleted
    ),

    changes as (
        select
            'hubspot' as source_system,
            object_type as source_object,
            record_id as source_id,
            property as field,
            value,
            changed_at
        from {{ ref("stg_hubspot__history") }}
        where not is_deleted
        union all
        select
            'salesforce' as source_system,
            'lead' as source_object,
            lead_id as source_id,
            field,
            new_value as value,
            created_at as changed_at
        from lead_changes
        union all
        select
            'salesforce' as source_system,
            'lead' as source_object,
            leads.lead_id as source_id,
            lead_changes.field,
            lead_changes.old_value as value,
            leads.created_at as changed_at
        from lead_changes
        inner join
            {{ ref("stg_salesforce__leads") }} as leads on leads.lead_id = lead_changes.lead_id
        where lead_changes.place = 1 and lead_changes.old_value is not null
    )

select
    source_system,
    source_object,
    source_id,
    field,
    value,
    changed_at,
    lead(changed_at) over (
        partition by source_system, source_object, source_id, field order by changed_at, value
    ) as left_at
from changes
