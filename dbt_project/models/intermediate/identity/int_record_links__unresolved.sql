{#- One row per link that leads to no living record of Salesforce, not even over merges: the record it
    names was deleted, or is not there, or the id is none. `near_id` is the record whose id differs in
    capitals only: a short id does not say which of two such records it means. -#}
with
    written as (select * from {{ ref("int_record_links__written") }}),

    targets as (
        select 'lead' as object, lead_id as record_id, is_deleted
        from {{ ref("stg_salesforce__leads") }}
        union all
        select 'contact' as object, contact_id as record_id, is_deleted
        from {{ ref("stg_salesforce__contacts") }}
        union all
        select 'account' as object, account_id as record_id, is_deleted
        from {{ ref("stg_salesforce__accounts") }}
        union all
        select 'opportunity' as object, opportunity_id as record_id, is_deleted
        from {{ ref("stg_salesforce__opportunities") }}
    ),

    readable as (select * from {{ ref("int_link_targets__read") }}),

    -- a record that was merged into a living one is that one
    living as (
        select source_id
        from {{ ref("int_persons__resolved") }}
        where
            source_system = 'salesforce'
            and person_key in (
                select person_key
                from {{ ref("int_persons__resolved") }}
                where source_system = 'salesforce' and is_alive
            )
        union
        select source_id
        from {{ ref("int_accounts__resolved") }}
        where
            source_system = 'salesforce'
            and account_key in (
                select account_key
                from {{ ref("int_accounts__resolved") }}
                where source_system = 'salesforce' and is_alive
            )
        union
        select record_id as source_id
        from targets
        where object = 'opportunity' and not is_deleted
    ),

    lost as (
        select written.*
        from written
        inner join readable on readable.object = written.target_object
        left join living on living.source_id = written.target_id
        where living.source_id is null
    ),

    near as (
        select lower(substr(record_id, 1, 15)) as folded_id, object, min(record_id) as record_id
        from targets
        where
            not is_deleted
            and lower(substr(record_id, 1, 15))
            in (select lower(substr(target_id, 1, 15)) from lost)
        group by lower(substr(record_id, 1, 15)), object
    )

select
    lost.system,
    lost.object,
    lost.record_id,
    lost.field,
    lost.target_object,
    lost.target_id,
    near.record_id as near_id,
    case
        when targets.record_id is not null
        then 'deleted'
        when near.record_id is not null
        then 'capitals_lost'
        when not {{ matches("lost.target_id", "^[0-9A-Za-z]{18}$") }}
        then 'not_an_id'
        else 'not_found'
    end as reason
from lost
left join targets on targets.record_id = lost.target_id and targets.object = lost.target_object
left join
    near
    on near.folded_id = lower(substr(lost.target_id, 1, 15))
    and near.object = lost.target_object
