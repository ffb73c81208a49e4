{#- One row per two records that some evidence would make one, and that are not joined because other
    evidence speaks against it; one per two that somebody decided to be different and that the systems
    tie together; one per two of a system that ids of another tie together; and one per link that leads
    to no living record. Somebody has to decide. -#}
with
    accounts as (
        select node, source_system, source_object, source_id, name, country
        from {{ ref("int_account_records__unioned") }}
    ),

    persons as (
        select
            node,
            source_system,
            source_object,
            source_id,
            {{ blank_to_null("coalesce(first_name, '') || ' ' || coalesce(last_name, '')") }}
            as name
        from {{ ref("int_person_records__unioned") }}
    ),

    names as (
        select source_system, source_object, source_id, name
        from accounts
        union all
        select source_system, source_object, source_id, name
        from persons
        union all
        select source_system, source_object, source_id, name
        from {{ ref("int_opportunities__unified") }}
    ),

    account_conflicts as (
        select
            'account' as kind,
            'domain' as evidence,
            pairs.evidence as evidence_value,
            pairs.reason,
            near_side.source_system,
            near_side.source_object,
            near_side.source_id,
            {{ named_place("near_side.name", "near_side.country") }} as value,
            far_side.source_system as other_source_system,
            far_side.source_object as other_source_object,
            far_side.source_id as other_source_id,
            {{ named_place("far_side.name", "far_side.country") }} as other_value
        from {{ ref("int_account_pairs__compared") }} as pairs
        inner join accounts as near_side on near_side.node = pairs.left_node
        inner join accounts as far_side on far_side.node = pairs.right_node
        where pairs.reason <> 'decided_different'
    ),

    person_conflicts as (
        select
            'person' as kind,
            'email' as evidence,
            pairs.evidence as evidence_value,
            pairs.reason,
            near_side.source_system,
            near_side.source_object,
            near_side.source_id,
            near_side.name as value,
            far_side.source_system as other_source_system,
            far_side.source_object as other_source_object,
            far_side.source_id as other_source_id,
            far_side.name as other_value
        from {{ ref("int_person_pairs__compared") }} as pairs
        inner join persons as near_side on near_side.node = pairs.left_node
        inner join persons as far_side on far_side.node = pairs.right_node
        where pairs.reason <> 'decided_different'
    ),

    overruled as (
        select
            decisions.kind,
            'decision' as evidence,
            decisions.decided_by as evidence_value,
            'decided_different' as reason,
            decisions.source_system,
            decisions.source_object,
            decisions.source_id,
            near_names.name as value,
            decisions.other_source_system,
            decisions.other_source_object,
            decisions.other_source_id,
            far_names.name as other_value
        from {{ ref("match_decision") }} as decisions
        left join
            names as near_names
            on near_names.source_system = decisions.source_system
            and near_names.source_object = decisions.source_object
            and near_names.source_id = decisions.source_id
        left join
            names as far_names
            on far_names.source_system = decisions.other_source_system
            and far_names.source_object = decisions.other_source_object
            and far_names.source_id = decisions.other_source_id
        where decisions.state = 'overruled'
    ),

    lost_links as (
        select
            'link' as kind,
            links.field as evidence,
            links.target_id as evidence_value,
            links.reason,
            links.source_system,
            links.source_object,
            links.source_id,
            names.name as value,
            links.target_system as other_source_system,
            links.target_object as other_source_object,
            links.near_id as other_source_id,
            near_names.name as other_value
        from {{ ref("int_record_links__unresolved") }} as links
        left join
            names
            on names.source_system = links.source_system
            and names.source_object = links.source_object
            and names.source_id = links.source_id
        left join
            names as near_names
            on near_names.source_system = links.target_system
            and near_names.source_object = links.target_object
            and near_names.source_id = links.near_id
    )

select *
from account_conflicts
union all
select *
from person_conflicts
union all
select *
from overruled
union all
select *
from {{ ref("int_identity_ties__told") }}
union all
select *
from lost_links
