-- Every record of a pair that is one, or may be, with what speaks for keeping it: whether another
-- system is tied to it, and how many open opportunities name it.
with
    pairs as (select * from {{ ref("int_quality__duplicate_pairs") }}),

    objects as (select * from {{ ref("cnf_objects") }}),

    records as (
        select source_system, source_object, source_id
        from pairs
        union
        select
            other_source_system as source_system,
            other_source_object as source_object,
            other_source_id as source_id
        from pairs
    ),

    -- a record that another system is tied to: merged away, it takes the tie with it
    ties as (
        select source_system, source_object, source_id
        from {{ ref("cnf_record_links") }}
        where relation = 'is' and not is_deleted and target_system <> source_system
        union
        select
            target_system as source_system, target_object as source_object, target_id as source_id
        from {{ ref("cnf_record_links") }}
        where relation = 'is' and not is_deleted and target_system <> source_system
    ),

    named_by_opportunities as (
        select
            source_system,
            person_object as source_object,
            person_id as source_id,
            source_object as opportunity_object,
            source_id as opportunity_id
        from {{ ref("cnf_opportunity_people") }}
        union
        select
            target_system as source_system,
            target_object as source_object,
            target_id as source_id,
            source_object as opportunity_object,
            source_id as opportunity_id
        from {{ ref("cnf_record_links") }}
        where relation = 'account' and not is_deleted and target_system = source_system
    ),

    own_opportunities as (
        select
            named.source_system,
            named.source_object,
            named.source_id,
            count(distinct pipeline.opportunity_key) as opportunities
        from named_by_opportunities as named
        inner join
            {{ ref("bridge_opportunity_source") }} as bridge
            on bridge.source_system = named.source_system
            and bridge.source_object = named.opportunity_object
            and bridge.source_id = named.opportunity_id
        inner join
            {{ ref("int_quality__open_pipeline") }} as pipeline
            on pipeline.opportunity_key = bridge.opportunity_key
        group by named.source_system, named.source_object, named.source_id
    )

select
    records.source_system,
    records.source_object,
    records.source_id,
    described.name,
    described.web_or_mail,
    described.created_at,
    objects.kind,
    coalesce(objects.is_attempt, false) as is_attempt,
    ties.source_id is not null as is_tied,
    coalesce(own_opportunities.opportunities, 0) as opportunities
from records
left join
    {{ ref("int_match_records__described") }} as described
    on described.source_system = records.source_system
    and described.source_object = records.source_object
    and described.source_id = records.source_id
left join
    objects
    on objects.source_system = records.source_system
    and objects.source_object = records.source_object
left join
    ties
    on ties.source_system = records.source_system
    and ties.source_object = records.source_object
    and ties.source_id = records.source_id
left join
    own_opportunities
    on own_opportunities.source_system = records.source_system
    and own_opportunities.source_object = records.source_object
    and own_opportunities.source_id = records.source_id
