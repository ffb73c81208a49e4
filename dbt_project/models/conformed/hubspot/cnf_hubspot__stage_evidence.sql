{#- Dates that fields hold, of contacts and of the leads that sales works them as. A lead's stage is a value
    with a history; what the glossary names of a lead proves a stage of its contact. -#}
with
    worked as ({{ worked_leads() }}),

    told as (
        select record_id as contact_id, evidence_source, entered_at, entered_day
        from {{ ref("stg_hubspot__stage_fields") }}
        where source_object = 'contacts'
        union all
        select worked.contact_id, fields.evidence_source, fields.entered_at, fields.entered_day
        from {{ ref("stg_hubspot__stage_fields") }} as fields
        inner join worked on worked.lead_id = fields.record_id
        where fields.source_object = 'leads'
        union all
        select
            worked.contact_id,
            named.source as evidence_source,
            versions.changed_at as entered_at,
            {{ nothing("date") }} as entered_day
        from {{ ref("stg_hubspot__history") }} as versions
        inner join worked on worked.lead_id = versions.record_id
        inner join
            ({{ stage_values_named() }}) as named
            on named.system = 'hubspot'
            and named.object = versions.object_type
            and named.field = versions.property
            and named.comparison = '='
            and named.value = versions.value
        where versions.object_type = 'leads' and not versions.is_deleted
    )

select
    'contacts' as source_object,
    contact_id as source_id,
    evidence_source,
    entered_at,
    entered_day,
    {{ nothing("timestamp") }} as likely_at,
    {{ nothing("timestamp") }} as not_placed_before
from told
