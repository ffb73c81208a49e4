{#- One row per link that leads to no living record of Salesforce, not even over merges: the record it
    names was deleted, or is not there, or the id is none. `near_id` is the record whose id differs in
    capitals only: a short id does not say which of two such records it means. -#}
with
    written as (select * from {{ ref("int_record_links__written") }}),

    targets as (
        select 'lead' as source_object, lead_id as source_id, is_deleted
        from {{ ref("stg_salesforce__leads") }}
        union all
        select 'contact' as source_object, contact_id as source_id, is_deleted
        from {{ ref("stg_salesforce__contacts") }}
        union all
        select 'account' as source_object, account_id as source_id, is_deleted
        from {{ ref("stg_salesforce__accounts") }}
        union all
        select 'opportunity' as source_object, opportunity_id as source_id, is_deleted
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
        select source_id
        from targets
        where source_object = 'opportunity' and not is_deleted
    ),

    lost as (
        select written.*
        from written
        inner join readable on readable.object = written.target_object
        left join living on living.source_id = written.target_id
        where living.source_id is null
    ),

    near as (
        select
            lower(substr(source_id, 1, 15)) as folded_id, source_object, min(source_id) as source_id
        from targets
        where
            not is_deleted
            and lower(substr(source_id, 1, 15))
            in (select lower(substr(target_id, 1, 15)) from lost)
        group by lower(substr(source_id, 1, 15)), source_object
    )

select
    lost.source_system,
    lost.source_object,
    lost.source_id,
    lost.field,
    lost.target_object,
    lost.target_id,
    near.source_id as near_id,
    case
        when targets.source_id is not null
        then 'deleted'
        when near.source_id is not null
        then 'capitals_lost'
        when not {{ matches("lost.target_id", "^[0-9A-Za-z]{18}$") }}
        then 'not_an_id'
        else 'not_found'
    end as reason
from lost
left join
    targets on targets.source_id = lost.target_id and targets.source_object = lost.target_object
left join
    near
    on near.folded_id = lower(substr(lost.target_id, 1, 15))
    and near.source_object = lost.target_object
