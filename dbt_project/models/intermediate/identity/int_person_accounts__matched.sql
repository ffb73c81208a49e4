{#- Which account a person belongs to, by the first of these that says so: the Salesforce contact's
    account, the account its lead was converted to, the account id HubSpot keeps, the associated
    company, the domain of the e-mail address. Within one, the smallest record id decides. -#}
with
    persons as (select * from {{ ref("int_persons__resolved") }} where is_alive),

    accounts as (select * from {{ ref("int_accounts__resolved") }}),

    claims as (
        select persons.person_key, 1 as claim_rank, persons.source_id, accounts.account_key
        from {{ ref("stg_salesforce__contacts") }} as contacts
        inner join
            persons on persons.source_object = 'contact' and persons.source_id = contacts.contact_id
        inner join
            accounts
            on accounts.source_system = 'salesforce'
            and accounts.source_id = contacts.account_id
        union all
        select persons.person_key, 2 as claim_rank, persons.source_id, accounts.account_key
        from {{ ref("stg_salesforce__leads") }} as leads
        inner join persons on persons.source_object = 'lead' and persons.source_id = leads.lead_id
        inner join
            accounts
            on accounts.source_system = 'salesforce'
            and accounts.source_id = leads.converted_account_id
        union all
        select persons.person_key, 3 as claim_rank, persons.source_id, accounts.account_key
        from {{ ref("stg_hubspot__contacts") }} as contacts
        inner join
            persons
            on persons.source_object = 'contacts'
            and persons.source_id = contacts.contact_id
        inner join
            accounts
            on accounts.source_system = 'salesforce'
            and accounts.source_id = contacts.salesforce_account_id
        union all
        select
            persons.person_key,
            -- type 1 is HubSpot's own "primary company"
            case when links.type_id = 1 then 4 else 5 end as claim_rank,
            links.to_id as source_id,
            accounts.account_key
        from {{ ref("stg_hubspot__associations") }} as links
        inner join
            persons on persons.source_object = 'contacts' and persons.source_id = links.from_id
        inner join
            accounts on accounts.source_system = 'hubspot' and accounts.source_id = links.to_id
        where links.from_type = 'contacts' and links.to_type = 'companies' and not links.is_deleted
        union all
        select persons.person_key, 6 as claim_rank, persons.source_id, domains.account_key
        from {{ ref("int_person_records__unioned") }} as records
        inner join
            persons
            on persons.source_object = records.source_object
            and persons.source_id = records.source_id
        inner join
            (
                select account_records.domain, min(accounts.account_key) as account_key
                from {{ ref("int_account_records__unioned") }} as account_records
                inner join
                    accounts
                    on accounts.source_object = account_records.source_object
                    and accounts.source_id = account_records.source_id
                where account_records.domain is not null
                group by account_records.domain
                having count(distinct accounts.account_key) = 1
            ) as domains
            on domains.domain = {{ registrable_domain("split_part(records.email, '@', 2)") }}
    ),

    ranked as (
        select
            person_key,
            account_key,
            row_number() over (
                partition by person_key
                order by claim_rank, length(source_id), {{ byte_order("source_id") }}, account_key
            ) as place
        from claims
    )

select person_key, account_key
from ranked
where place = 1
