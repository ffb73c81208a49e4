{#- One row per piece of evidence that a person entered a stage, or will on a day to come. A record with
    a date without time has a day of its own system's calendar (`picked_in`); `entered_at` is then where
    that day begins in the reporting time zone. `assigned_at` places the evidence in a cycle. That
    somebody became a customer is told by contacts only where no deal tells of it. -#}
with
    persons as (select * from {{ ref("int_persons__resolved") }}),

    dealt as (
        select people.person_key
        from {{ ref("int_opportunity_people__linked") }} as people
        union
        select matched.person_key
        from {{ ref("int_person_accounts__matched") }} as matched
        inner join
            {{ ref("int_opportunities__unified") }} as opportunities
            on opportunities.account_key = matched.account_key
            and opportunities.is_won
    ),

    proofs as (
        select
            proof.system,
            proof.source,
            proof.stage as stage_code,
            proof.is_fallback,
            stages.is_of_opportunity and not stages.is_exit as needs_no_deal
        from {{ ref("glossary_stage_evidence") }} as proof
        inner join {{ ref("glossary_stages") }} as stages on stages.code = proof.stage
    ),

    placed as (
        select
            persons.person_key,
            collected.evidence_source,
            collected.source_system as evidence_system,
            collected.evidence_id,
            collected.not_placed_before,
            collected.left_at,
            collected.is_first_seen,
            case when collected.entered_day is not null then calendars.time_zone end as picked_in,
            coalesce(
                collected.entered_at, {{ start_of_reporting_date("collected.entered_day") }}
            ) as entered_at,
            coalesce(
                collected.entered_day, {{ reporting_date("collected.entered_at") }}
            ) as entered_date
        from {{ ref("int_record_evidence__collected") }} as collected
        inner join
            persons
            on persons.source_system = collected.source_system
            and persons.source_object = collected.source_object
            and persons.source_id = collected.person_id
        inner join
            {{ ref("int_calendars__chosen") }} as calendars
            on calendars.system = collected.source_system
    )

select
    placed.person_key,
    proofs.stage_code,
    placed.entered_at,
    placed.entered_date,
    placed.picked_in,
    -- not coalesce: the later of the two, or the one that is known
    {{ greatest_of([earliest_instant("placed"), "placed.not_placed_before"]) }} as assigned_at,
    proofs.is_fallback,
    placed.left_at,
    placed.evidence_system,
    placed.evidence_source
    || case when placed.is_first_seen then ' (first seen)' else '' end as evidence_source,
    placed.evidence_id
from placed
inner join
    proofs on proofs.system = placed.evidence_system and proofs.source = placed.evidence_source
left join dealt on dealt.person_key = placed.person_key
where not (proofs.needs_no_deal and dealt.person_key is not null)
