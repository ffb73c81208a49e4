{#- One row per piece of evidence that a person entered a stage. Which record proves which stage is
    decided by the glossary; this only says where each kind of record is found. `assigned_at` places
    the evidence in a cycle; it differs from `entered_at` where the record has a date without time. -#}
with
    persons as (select * from {{ ref("int_persons__resolved") }}),

    leads as (select * from {{ ref("stg_salesforce__leads") }}),

    conversions as (
        select
            leads.lead_id,
            leads.created_at as lead_created_at,
            {{ reporting_date("created.created_at") }} = leads.converted_date as has_instant,
            created.created_at as contact_created_at,
            {{ start_of_reporting_date("leads.converted_date") }} as date_began_at
        from leads
        left join
            {{ ref("stg_salesforce__contacts") }} as created
            on created.contact_id = leads.converted_contact_id
        where leads.is_converted and leads.converted_date is not null
    ),

    lead_evidence as (
        select
            lead_id,
            'lead.mql_date__c' as evidence_source,
            mql_at as entered_at,
            mql_at as assigned_at,
            false as is_date_only
        from leads
        where mql_at is not null
        union all
        select
            lead_id,
            'lead.createddate' as evidence_source,
            created_at as entered_at,
            created_at as assigned_at,
            false as is_date_only
        from leads
        union all
        select
            lead_id,
            'lead.converteddate' as evidence_source,
            case when has_instant then contact_created_at else date_began_at end as entered_at,
            greatest(
                case when has_instant then contact_created_at else date_began_at end,
                lead_created_at
            ) as assigned_at,
            not coalesce(has_instant, false) as is_date_only
        from conversions
        union all
        select
            leads.lead_id,
            'lead.status.' || statuses.meaning as evidence_source,
            leads.modified_at as entered_at,
            greatest(leads.modified_at, leads.created_at) as assigned_at,
            false as is_date_only
        from leads
        inner join
            {{ ref("glossary_lead_statuses") }} as statuses
            on statuses.system = 'salesforce'
            and statuses.value = leads.status
        where
            statuses.meaning in ('disqualified', 'recycled')
            and not leads.is_converted
            and not leads.is_deleted
    ),

    responses as (
        select
            members.member_id,
            coalesce(members.contact_id, members.lead_id) as member_person_id,
            {{ start_of_reporting_date("members.first_responded_date") }} as responded_at
        from {{ ref("stg_salesforce__campaign_members") }} as members
        where
            members.has_responded
            and members.first_responded_date is not null
            and not members.is_deleted
    ),

    collected as (
        select
            persons.person_key,
            'hubspot' as evidence_system,
            contact_evidence.evidence_source,
            contact_evidence.contact_id as evidence_id,
            contact_evidence.entered_at,
            contact_evidence.entered_at as assigned_at,
            false as is_date_only
        from {{ ref("int_contact_evidence__collected") }} as contact_evidence
        inner join
            persons
            on persons.source_object = 'contacts'
            and persons.source_id = contact_evidence.contact_id
        union all
        select
            persons.person_key,
            'salesforce' as evidence_system,
            lead_evidence.evidence_source,
            lead_evidence.lead_id as evidence_id,
            lead_evidence.entered_at,
            lead_evidence.assigned_at,
            lead_evidence.is_date_only
        from lead_evidence
        inner join
            persons on persons.source_object = 'lead' and persons.source_id = lead_evidence.lead_id
        union all
        select
            persons.person_key,
            'salesforce' as evidence_system,
            'campaign_member.firstrespondeddate' as evidence_source,
            responses.member_id as evidence_id,
            responses.responded_at as entered_at,
            responses.responded_at as assigned_at,
            true as is_date_only
        from responses
        inner join
            persons
            on persons.source_system = 'salesforce'
            and persons.source_id = responses.member_person_id
    )

select
    collected.person_key,
    proof.stage as stage_code,
    collected.entered_at,
    collected.assigned_at,
    collected.is_date_only,
    proof.is_fallback,
    collected.evidence_system,
    collected.evidence_source,
    collected.evidence_id
from collected
inner join
    {{ ref("glossary_stage_evidence") }} as proof
    on proof.system = collected.evidence_system
    and proof.source = collected.evidence_source
where collected.entered_at is not null and collected.entered_at <= {{ as_of() }}
