{#- Causes are asked in order, each by its own evidence; a test demands that none is unexplained. -#}
{%- set won_metrics = ["won_amount", "entered_" ~ funnel_stages()[-1] | lower] -%}
with
    -- a person whom the system counts in another cycle
    counted as (
        select distinct compared_system, metric_id, entity_key
        from {{ ref("int_gap_pairs__matched") }}
        where system_date is not null
    ),

    proofs as (
        select
            'entered_' || lower(proof.stage) as metric_id,
            proof.system,
            proof.source,
            {{ list_part("proof.source", ".", 1) }} as object,
            coalesce(objects.kind, '') as kind
        from {{ ref("glossary_stage_evidence") }} as proof
        left join
            {{ ref("cnf_objects") }} as objects
            on objects.source_system = proof.system
            and objects.source_object = {{ list_part("proof.source", ".", 1) }}
    ),

    -- persons whom the system knows as a kind of record that can tell of the step
    tellers as (
        select distinct proofs.metric_id, proofs.system, persons.person_key as entity_key
        from {{ ref("int_persons__resolved") }} as persons
        inner join
            proofs
            on proofs.system = persons.source_system
            and (proofs.kind <> 'person' or proofs.object = persons.source_object)
        where persons.is_alive
    ),

    -- whose evidence is of a record that was merged away
    merged as (
        select distinct proofs.metric_id, proofs.system, persons.person_key as entity_key
        from {{ ref("int_record_evidence__collected") }} as evidence
        inner join
            proofs
            on proofs.system = evidence.source_system
            and proofs.source = evidence.evidence_source
        inner join
            {{ ref("int_persons__resolved") }} as persons
            on persons.source_system = evidence.source_system
            and persons.source_object = evidence.source_object
            and persons.source_id = evidence.person_id
        where not persons.is_alive
    )

select
    pairs.*,
    case
        when pairs.is_imputed
        then 'imputed'
        when pairs.system_date = pairs.our_date
        then 'agreed'
        when pairs.system_date is not null and pairs.our_date is not null
        then
            case
                when pairs.reporting_date = pairs.our_date
                then 'time_zone'
                when pairs.our_system <> pairs.compared_system
                then 'dated_elsewhere'
                else 'dated_otherwise'
            end
        when pairs.is_repeated
        then 'duplicate'
        when pairs.system_date is not null
        then
            case
                when pairs.reporting_date > {{ reporting_day() }}
                then 'to_come'
                when pairs.metric_id in {{ codes_in(won_metrics) }} and not opportunities.is_won
                then 'status_differs'
                when
                    pairs.metric_id in {{ codes_in(won_metrics) }}
                    and opportunities.close_date is null
                then 'undated'
                when pairs.metric_id = 'won_amount'
                then 'amount_differs'
                when pairs.entity_kind = 'opportunity' and opportunities.created_at is null
                then 'undated'
                when pairs.entity_kind = 'opportunity' and deal_proofs.system is null
                then 'no_evidence'
                when pairs.is_activity and accepted.person_key is null
                then 'not_accepted'
                when pairs.pair_key is null
                then 'no_cycle'
                when pairs.is_activity
                then 'outside_handover'
                when pairs.is_fallback
                then 'made_afterwards'
                else 'unexplained'
            end
        when
            pairs.entity_kind = 'person'
            and pairs.metric_id in (select metric_id from proofs where kind = 'opportunity')
        then 'no_deal'
        when counted.entity_key is not null
        then 'again'
        when merged.entity_key is not null
        then 'merged_away'
        when presence.is_there and pairs.entity_kind = 'person' and tellers.entity_key is null
        then 'cannot_tell'
        when presence.is_there
        then 'status_differs'
        when presence.is_deleted
        then 'deleted'
        when presence.is_lost
        then 'lost_link'
        when pairs.entity_kind = 'person' and not presence.has_address
        then 'no_address'
        when pairs.entity_kind = 'person' and not presence.has_usable_address
        then 'unusable_address'
        when presence.is_young
        then 'not_synced_yet'
        when presence.entity_key is not null
        then 'never_synced'
        else 'unexplained'
    end as cause
from {{ ref("int_gap_pairs__matched") }} as pairs
left join
    counted
    on counted.compared_system = pairs.compared_system
    and counted.metric_id = pairs.metric_id
    and counted.entity_key = pairs.entity_key
left join
    tellers
    on tellers.system = pairs.compared_system
    and tellers.metric_id = pairs.metric_id
    and tellers.entity_key = pairs.entity_key
left join
    merged
    on merged.system = pairs.compared_system
    and merged.metric_id = pairs.metric_id
    and merged.entity_key = pairs.entity_key
left join
    {{ ref("int_gap_presence__described") }} as presence
    on presence.system = pairs.compared_system
    and presence.entity_key = pairs.entity_key
left join {{ ref("int_persons__accepted") }} as accepted on accepted.person_key = pairs.entity_key
left join
    {{ ref("int_opportunities__unified") }} as opportunities
    on opportunities.opportunity_key = pairs.entity_key
left join
    (select distinct metric_id, system from proofs where kind = 'opportunity') as deal_proofs
    on deal_proofs.metric_id = pairs.metric_id
    and deal_proofs.system = opportunities.source_system
