{#- The changes of a tracked field of a lead: what it was before the first of them it had been since the
    lead was made. A change of the owner is told twice, by ids and by names: the ids count. -#}
with
    changes as (
        select
            lead_id,
            lower(field_name) as field,
            case
                when lower(field_name) = 'owner'
                then {{ salesforce_id_18("old_value") }}
                else old_value
            end as old_value,
            case
                when lower(field_name) = 'owner'
                then {{ salesforce_id_18("new_value") }}
                else new_value
            end as new_value,
            created_at,
            row_number() over (
                partition by lead_id, field_name order by created_at, {{ byte_order("history_id") }}
            ) as change_number
        from {{ ref("stg_salesforce__lead_history") }}
        where
            not is_deleted
            and (
                lower(field_name) <> 'owner'
                or {{
                    matches(
                        "coalesce(new_value, old_value, '')",
                        "^00[5G][0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?$",
                    )
                }}
            )
    )

select
    'lead' as source_object,
    lead_id as source_id,
    field,
    new_value as value,
    created_at as changed_at
from changes
union all
select
    'lead' as source_object,
    leads.lead_id as source_id,
    changes.field,
    changes.old_value as value,
    leads.created_at as changed_at
from changes
inner join {{ ref("stg_salesforce__leads") }} as leads on leads.lead_id = changes.lead_id
where changes.change_number = 1 and changes.old_value is not null
