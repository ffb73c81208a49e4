with
    accounts as (select * from {{ ref("int_accounts__resolved") }} where is_alive),

    companies as (
        select
            accounts.account_key,
            companies.*,
            row_number() over (
                partition by accounts.account_key
                order by
                    companies.created_at nulls last,
                    length(companies.company_id),
                    {{ byte_order("companies.company_id") }}
            ) as place
        from {{ ref("stg_hubspot__companies") }} as companies
        inner join
            accounts
            on accounts.source_system = 'hubspot'
            and accounts.source_id = companies.company_id
    ),

    salesforce_accounts as (
        select
            accounts.account_key,
            source.*,
            row_number() over (
                partition by accounts.account_key
                order by source.created_at nulls last, {{ byte_order("source.account_id") }}
            ) as place
        from {{ ref("stg_salesforce__accounts") }} as source
        inner join
            accounts
            on accounts.source_system = 'salesforce'
            and accounts.source_id = source.account_id
    ),

    domains as (
        select accounts.account_key, min(records.domain) as domain
        from {{ ref("int_account_records__unioned") }} as records
        inner join
            accounts
            on accounts.source_object = records.source_object
            and accounts.source_id = records.source_id
        group by accounts.account_key
    ),

    wins as (
        select account_key, min(close_date) as first_won_date
        from {{ ref("int_opportunities__unified") }}
        where is_won
        group by account_key
    )

select
    domains.account_key,
    coalesce(crm.name, hub.name) as name,
    domains.domain,
    coalesce(crm.industry, hub.industry) as industry,
    coalesce(crm.country, crm.person_country, hub.country) as country,
    hub.company_id as hubspot_company_id,
    crm.account_id as salesforce_account_id,
    coalesce(crm_owners.owner_key, hub_owners.owner_key) as owner_key,
    coalesce(crm.is_person_account, false) as is_person_account,
    wins.first_won_date,
    wins.account_key is not null as is_customer
from domains
left join companies as hub on hub.account_key = domains.account_key and hub.place = 1
left join salesforce_accounts as crm on crm.account_key = domains.account_key and crm.place = 1
left join
    {{ ref("int_owners__resolved") }} as crm_owners
    on crm_owners.source_system = 'salesforce'
    and crm_owners.source_id = crm.owner_id
left join
    {{ ref("int_owners__resolved") }} as hub_owners
    on hub_owners.source_system = 'hubspot'
    and hub_owners.source_id = hub.owner_id
left join wins on wins.account_key = domains.account_key
