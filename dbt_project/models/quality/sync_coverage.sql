with
    holders as (select * from {{ ref("int_quality__sync_holders") }}),

    -- a system without any record of the kind is not connected, or does not keep such records
    systems as (select distinct entity_kind, source_system from holders),

    demands as (select * from {{ ref("int_quality__sync_demands") }}),

    scopes as (
        select distinct
            case when stages.is_of_opportunity then 'opportunity' else 'person' end as entity_kind,
            scope.system,
            scope.belongs_in
        from {{ ref("glossary_sync_scope") }} as scope
        inner join {{ ref("glossary_stages") }} as stages on stages.code = scope.stage
    ),

    known as (
        select
            holders.*,
            systems.source_system as other_source_system,
            others.source_object as other_source_object,
            others.source_id as other_source_id,
            others.entity_key is not null as is_there,
            -- two records of an opportunity are one by an id and by nothing else
            others.entity_key is not null
            and (holders.entity_kind = 'opportunity' or coalesce(ties.has_id, false)) as is_tied,
            coalesce(ties.has_address, false) as has_address_of_both,
            case
                when demands.entity_key is not null
                then 'yes'
                when scopes.entity_kind is not null
                then 'no'
                else 'unknown'
            end as belongs_there,
            presence.is_deleted,
            presence.is_lost,
            presence.has_address,
            presence.has_usable_address,
            presence.is_young
        from holders
        inner join
            systems
            on systems.entity_kind = holders.entity_kind
            and systems.source_system <> holders.source_system
        left join
            holders as others
            on others.entity_key = holders.entity_key
            and others.source_system = systems.source_system
        left join
            {{ ref("int_quality__sync_ties") }} as ties
            on ties.person_key = holders.entity_key
            and ties.source_system = holders.source_system
            and ties.other_source_system = systems.source_system
        left join
            demands
            on demands.entity_key = holders.entity_key
            and demands.source_system = holders.source_system
            and demands.belongs_in = systems.source_system
        left join
            scopes
            on scopes.entity_kind = holders.entity_kind
            and scopes.system = holders.source_system
            and scopes.belongs_in = systems.source_system
        left join
            {{ ref("int_gap_presence__described") }} as presence
            on presence.entity_key = holders.entity_key
            and presence.system = systems.source_system
    ),

    reasoned as (
        select
            known.*,
            case
                when is_tied
                then null
                when is_there and has_address_of_both
                then 'address_alone'
                when is_there
                then 'judged_alone'
                when is_deleted
                then 'deleted'
                when is_lost
                then 'lost_link'
                when entity_kind = 'person' and not has_address
                then 'no_address'
                when entity_kind = 'person' and not has_usable_address
                then 'unusable_address'
                when is_young
                then 'not_synced_yet'
                when belongs_there = 'no'
                then 'not_asked_for'
                else 'unknown'
            end as reason
        from known
    ),

    -- where nothing is tied there is no sync that could have left anything out
    synced as (
        select distinct entity_kind, source_system, other_source_system from known where is_tied
    )

select
    {{ key_of(["reasoned.entity_key", "reasoned.source_system", "reasoned.other_source_system"]) }}
    as coverage_key,
    reasoned.entity_kind,
    reasoned.entity_key,
    reasoned.source_system,
    reasoned.source_object,
    reasoned.source_id,
    reasoned.other_source_system,
    reasoned.other_source_object,
    reasoned.other_source_id,
    reasoned.belongs_there,
    reasoned.is_there,
    reasoned.is_tied,
    reasoned.reason,
    reasons.label as reason_label,
    not reasoned.is_there
    and case
        when reasoned.belongs_there = 'yes'
        then coalesce(reasons.is_mendable, false)
        when reasoned.belongs_there = 'unknown' and synced.source_system is not null
        then coalesce(reasons.blocks_sync, false)
        else false
    end as is_missing
from reasoned
left join {{ ref("sync_reasons") }} as reasons on reasons.reason = reasoned.reason
left join
    synced
    on synced.entity_kind = reasoned.entity_kind
    and synced.source_system = reasoned.source_system
    and synced.other_source_system = reasoned.other_source_system
