with
    records as (
        select
            'hubspot' as source_system,
            'companies' as source_object,
            company_id as source_id,
            name,
            {{ host_of("coalesce(domain, website)") }} as host,
            is_deleted,
            merged_into
        from {{ ref("stg_hubspot__companies") }}
        union all
        select
            'salesforce' as source_system,
            'account' as source_object,
            account_id as source_id,
            name,
            {{ host_of("website") }} as host,
            is_deleted,
            coalesce(merged_into, master_account_id) as merged_into
        from {{ ref("stg_salesforce__accounts") }}
    ),

    registered as (
        select records.*, {{ registrable_domain("host") }} as registered_domain
        from records
        where not is_deleted or merged_into is not null
    )

select
    row_number() over (
        order by source_system, source_object, length(source_id), {{ byte_order("source_id") }}
    ) as node,
    source_system,
    source_object,
    source_id,
    name,
    case
        when registered_domain not in (select domain from {{ ref("free_mail_domains") }})
        then registered_domain
    end as domain,
    not is_deleted as is_alive,
    merged_into
from registered
