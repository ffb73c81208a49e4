{#- Which account a person belongs to: what their records say first (`link_rank`: the account of a
    contact before that of a converted lead, a synced id before an association), then the domain of the
    e-mail address. Within one, the smallest record id decides. A domain decides nothing where more than
    one account has it, or where most of its people stand elsewhere. -#}
with
    persons as (select * from {{ ref("int_persons__resolved") }} where is_alive),

    accounts as (select * from {{ ref("int_accounts__resolved") }}),

    claims as (
        select
            persons.person_key,
            links.link_rank as claim_rank,
            persons.source_id,
            links.target_id,
            accounts.account_key
        from {{ ref("cnf_record_links") }} as links
        inner join
            persons
            on persons.source_system = links.source_system
            and persons.source_object = links.source_object
            and persons.source_id = links.source_id
        inner join
            accounts
            on accounts.source_system = links.target_system
            and accounts.source_object = links.target_object
            and accounts.source_id = links.target_id
        where links.relation = 'account'
    ),

    mail_domains as (
        select persons.person_key, persons.source_id, domains.domain
        from {{ ref("int_person_records__unioned") }} as records
        inner join
            persons
            on persons.source_system = records.source_system
            and persons.source_object = records.source_object
            and persons.source_id = records.source_id
        inner join
            {{ ref("stg_ops__web_addresses") }} as addresses
            on addresses.address = {{ list_part("records.email", "@", 2) }}
        inner join {{ ref("int_domains__owned") }} as domains on domains.host = addresses.host
        where domains.domain is not null
    ),

    -- a domain that several accounts have names none of them
    domain_accounts as (
        select records.domain, min(accounts.account_key) as account_key
        from {{ ref("int_account_records__unioned") }} as records
        inner join
            accounts
            on accounts.source_system = records.source_system
            and accounts.source_object = records.source_object
            and accounts.source_id = records.source_id
        where records.domain is not null and records.is_alive
        group by records.domain
        having count(distinct accounts.account_key) = 1
    ),

    -- and one whose people mostly stand at other accounts is an agency's
    domain_people as (
        select
            mail_domains.domain,
            count(distinct mail_domains.person_key) as count_placed,
            count(
                distinct case
                    when claims.account_key = domain_accounts.account_key
                    then mail_domains.person_key
                end
            ) as count_at_home
        from mail_domains
        inner join claims on claims.person_key = mail_domains.person_key
        inner join domain_accounts on domain_accounts.domain = mail_domains.domain
        group by mail_domains.domain
    ),

    all_claims as (
        select person_key, claim_rank, source_id, target_id, account_key
        from claims
        union all
        select
            mail_domains.person_key,
            99 as claim_rank,
            mail_domains.source_id,
            mail_domains.domain as target_id,
            domain_accounts.account_key
        from mail_domains
        inner join domain_accounts on domain_accounts.domain = mail_domains.domain
        left join domain_people on domain_people.domain = mail_domains.domain
        where
            2 * coalesce(domain_people.count_at_home, 1) >= coalesce(domain_people.count_placed, 1)
    ),

    ranked as (
        select
            person_key,
            account_key,
            row_number() over (
                partition by person_key
                order by
                    claim_rank,
                    length(source_id),
                    {{ byte_order("source_id") }},
                    length(target_id),
                    {{ byte_order("target_id") }},
                    account_key
            ) as row_rank
        from all_claims
    )

select person_key, account_key
from ranked
where row_rank = 1
