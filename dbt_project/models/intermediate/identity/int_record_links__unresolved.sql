{#- One row per link that leads to no living record, not even over merges: the record it names was
    deleted, or is not there, or the id is none. `near_id` is the record whose id differs in capitals
    only: a short id does not say which of two such records it means. -#}
with
    written as (select * from {{ ref("int_record_links__written") }}),

    targets as (select * from {{ ref("int_link_targets__listed") }}),

    readable as (select * from {{ ref("int_link_targets__read") }}),

    persons as (select * from {{ ref("int_persons__resolved") }}),

    accounts as (select * from {{ ref("int_accounts__resolved") }}),

    -- a record that was merged into a living one of its system is that one
    living as (
        select merged.source_system, merged.source_object, merged.source_id
        from persons as merged
        inner join
            persons as alive
            on alive.person_key = merged.person_key
            and alive.source_system = merged.source_system
            and alive.is_alive
        union
        select merged.source_system, merged.source_object, merged.source_id
        from accounts as merged
        inner join
            accounts as alive
            on alive.account_key = merged.account_key
            and alive.source_system = merged.source_system
            and alive.is_alive
        union
        select source_system, source_object, source_id
        from targets
        where kind = 'opportunity' and not is_deleted
    ),

    lost as (
        select
            written.*,
            objects.id_pattern,
            lower(
                substr(
                    written.target_id,
                    1,
                    coalesce(objects.id_significant_length, length(written.target_id))
                )
            ) as folded_id
        from written
        inner join
            readable
            on readable.source_system = written.target_system
            and readable.object = written.target_object
        left join
            {{ ref("cnf_objects") }} as objects
            on objects.source_system = written.target_system
            and objects.source_object = written.target_object
        left join
            living
            on living.source_system = written.target_system
            and living.source_object = written.target_object
            and living.source_id = written.target_id
        where living.source_id is null
    ),

    near as (
        select
            targets.source_system,
            targets.source_object,
            targets.folded_id,
            min(targets.source_id) as source_id
        from targets
        where not targets.is_deleted and targets.folded_id in (select folded_id from lost)
        group by targets.source_system, targets.source_object, targets.folded_id
    )

select
    lost.source_system,
    lost.source_object,
    lost.source_id,
    lost.field,
    lost.target_system,
    lost.target_object,
    lost.target_id,
    near.source_id as near_id,
    case
        when targets.source_id is not null
        then 'deleted'
        when near.source_id is not null
        then 'capitals_lost'
        when not {{ fits("lost.target_id", "lost.id_pattern") }}
        then 'not_an_id'
        else 'not_found'
    end as reason
from lost
left join
    targets
    on targets.source_system = lost.target_system
    and targets.source_object = lost.target_object
    and targets.source_id = lost.target_id
left join
    near
    on near.source_system = lost.target_system
    and near.source_object = lost.target_object
    and near.folded_id = lost.folded_id
