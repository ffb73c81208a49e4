with
    hosted as (
        select records.*, coalesce(first_host.host, second_host.host) as host
        from {{ ref("cnf_accounts") }} as records
        left join
            {{ ref("stg_ops__web_addresses") }} as first_host
            on first_host.address = records.first_address
        left join
            {{ ref("stg_ops__web_addresses") }} as second_host
            on second_host.address = records.second_address
        where not records.is_deleted or records.merged_into is not null
    )

select
    row_number() over (
        order by
            hosted.source_system,
            hosted.source_object,
            length(hosted.source_id),
            {{ byte_order("hosted.source_id") }}
    ) as node,
    hosted.source_system,
    hosted.source_object,
    hosted.source_id,
    hosted.name,
    -- a company that is called like its own domain has not been given a name yet
    case
        when lower(hosted.name) not in (hosted.host, 'www.' || hosted.host)
        then {{ folded_name(known_text("hosted.name")) }}
        when hosted.host is null
        then {{ folded_name(known_text("hosted.name")) }}
    end as folded_name,
    coalesce(variants.country, {{ lower_case(trimmed(known_text("hosted.country"))) }}) as country,
    -- a private customer is no company
    case when not hosted.is_person_account then domains.domain end as domain,
    hosted.is_person_account,
    hosted.is_one_per_company,
    not hosted.is_deleted as is_alive,
    hosted.created_at,
    hosted.merged_into
from hosted
left join {{ ref("int_domains__owned") }} as domains on domains.host = hosted.host
left join
    {{ ref("country_variants") }} as variants
    on variants.variant = {{ lower_case(trimmed(known_text("hosted.country"))) }}
