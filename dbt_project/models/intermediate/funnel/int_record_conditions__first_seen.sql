{#- One row per record and condition that holds of it, with the instant by which it held at the latest:
    when the record was last changed as of the first run that saw it so. Kept from run to run, so that
    a later change of something else moves nothing; forgotten when the condition ends. -#}
{{
    config(
        materialized="incremental",
        incremental_strategy="append",
        full_refresh=false,
        post_hook="delete from {{ this }} where not exists (             select 1 from {{ ref('int_record_conditions__current') }} as held             where held.source_system = {{ this.identifier }}.source_system             and held.source_object = {{ this.identifier }}.source_object             and held.source_id = {{ this.identifier }}.source_id             and held.evidence_source = {{ this.identifier }}.evidence_source         )",
    )
}}

select
    held.source_system,
    held.source_object,
    held.source_id,
    held.evidence_source,
    -- not coalesce: the earlier of the two, or the one that is known
    {{ least_of(["held.modified_at", as_of()]) }} as held_at
from {{ ref("int_record_conditions__current") }} as held
{% if is_incremental() %}
    left join
        {{ this }} as known
        on known.source_system = held.source_system
        and known.source_object = held.source_object
        and known.source_id = held.source_id
        and known.evidence_source = held.evidence_source
    where known.source_id is null
{% endif %}
