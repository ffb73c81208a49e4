{#- One row per time that a record of a person was given to an owner, or taken from one: whoever was named
    last, by whichever record, has the person. A change is known by the vendor's history. Who never
    changed in an object whose owners are tracked has had the record since it was made; where they are
    not, nothing says since when. An owner that the system does not list is nobody. -#}
with
    records as (
        select
            persons.person_key,
            records.source_system,
            records.source_object,
            records.source_id,
            records.owner_id,
            records.owner_rank,
            records.created_at as record_created_at,
            objects.owner_field
        from {{ ref("cnf_persons") }} as records
        inner join
            {{ ref("int_persons__resolved") }} as persons
            on persons.source_system = records.source_system
            and persons.source_object = records.source_object
            and persons.source_id = records.source_id
        inner join
            {{ ref("cnf_objects") }} as objects
            on objects.source_system = records.source_system
            and objects.source_object = records.source_object
        -- what a merge ended is the past of who survived it
        where not records.is_deleted or records.merged_into is not null
    ),

    changes as (
        select records.*, changes.value, changes.changed_at
        from {{ ref("cnf_record_changes") }} as changes
        inner join
            records
            on records.source_system = changes.source_system
            and records.source_object = changes.source_object
            and records.source_id = changes.source_id
            and records.owner_field = changes.field
    ),

    tracked as (select distinct source_system, source_object from changes),

    told as (select distinct source_system, source_object, source_id from changes),

    statements as (
        select
            person_key,
            source_system,
            source_object,
            source_id,
            owner_rank,
            record_created_at,
            value as owner_id,
            changed_at as since_at,
            'history' as evidence
        from changes
        union all
        select
            records.person_key,
            records.source_system,
            records.source_object,
            records.source_id,
            records.owner_rank,
            records.record_created_at,
            records.owner_id,
            records.record_created_at as since_at,
            case
                when tracked.source_object is not null then 'unchanged' else 'current_value'
            end as evidence
        from records
        left join
            told
            on told.source_system = records.source_system
            and told.source_object = records.source_object
            and told.source_id = records.source_id
        left join
            tracked
            on tracked.source_system = records.source_system
            and tracked.source_object = records.source_object
        where told.source_id is null and records.owner_id is not null
    ),

    -- the owner of today counts where nothing better is known of the person
    known as (select distinct person_key from statements where evidence <> 'current_value'),

    owners as (
        select
            source_system,
            source_id,
            owner_key,
            is_queue,
            team,
            row_number() over (
                partition by source_system, source_id order by source_object
            ) as row_rank
        from {{ ref("int_owner_records__described") }}
    ),

    numbered as (
        select
            statements.*,
            owners.owner_key,
            coalesce(owners.is_queue, false) as is_queue,
            owners.team,
            case
                when owners.owner_key is null
                then 'nobody'
                when owners.team = {{ giving_team() }}
                then 'giving'
                else 'receiving'
            end as side,
            row_number() over (
                partition by statements.person_key
                order by
                    statements.since_at,
                    statements.owner_rank desc,
                    statements.source_system,
                    statements.source_object,
                    {{ byte_order("statements.source_id") }},
                    {{ byte_order("statements.owner_id") }}
            ) as statement_number
        from statements
        left join
            owners
            on owners.source_system = statements.source_system
            and owners.source_id = statements.owner_id
            and owners.row_rank = 1
        left join known on known.person_key = statements.person_key
        where
            statements.since_at is not null
            and (statements.evidence <> 'current_value' or known.person_key is null)
    )

select
    numbered.*,
    side = 'receiving' and not is_queue as is_taken_on,
    lead(since_at) over (partition by person_key order by statement_number) as until_at
from numbered
