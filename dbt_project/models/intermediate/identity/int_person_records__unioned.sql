with
    records as (
        select
            'hubspot' as source_system,
            'contacts' as source_object,
            contact_id as source_id,
            email,
            first_name,
            last_name,
            is_deleted,
            merged_into
        from {{ ref("stg_hubspot__contacts") }}
        union all
        select
            'salesforce' as source_system,
            'contact' as source_object,
            contact_id as source_id,
            email,
            first_name,
            last_name,
            is_deleted,
            coalesce(merged_into, master_contact_id) as merged_into
        from {{ ref("stg_salesforce__contacts") }}
        union all
        select
            'salesforce' as source_system,
            'lead' as source_object,
            lead_id as source_id,
            email,
            first_name,
            last_name,
            is_deleted,
            coalesce(merged_into, master_lead_id) as merged_into
        from {{ ref("stg_salesforce__leads") }}
    )

select
    row_number() over (
        order by source_system, source_object, length(source_id), {{ byte_order("source_id") }}
    ) as node,
    source_system,
    source_object,
    source_id,
    {{ comparable_email("email") }} as email,
    first_name,
    last_name,
    {{ folded_name(known_text("first_name")) }} as folded_first_name,
    {{ folded_name(known_text("last_name")) }} as folded_last_name,
    not is_deleted as is_alive,
    merged_into
from records
where not is_deleted or merged_into is not null
