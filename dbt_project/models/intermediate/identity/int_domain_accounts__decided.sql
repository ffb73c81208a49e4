{#- One row per domain that accounts have: the account whose people its addresses are. Of several accounts
    the one that is a customer, then the one with an open opportunity, then the one with most people,
    then the oldest. Where their names cannot be one company, or a crowd has the domain (an agency's on
    its clients), or nothing tells two apart, it names none of them. -#}
with
    domain_records as (
        select records.node, records.domain, records.created_at, accounts.account_key
        from {{ ref("int_account_records__unioned") }} as records
        inner join
            {{ ref("int_accounts__resolved") }} as accounts
            on accounts.source_system = records.source_system
            and accounts.source_object = records.source_object
            and accounts.source_id = records.source_id
        where records.domain is not null and records.is_alive
    ),

    domain_accounts as (
        select domain, account_key, min(created_at) as created_at
        from domain_records
        group by domain, account_key
    ),

    deals as (
        select
            account_key,
            max(case when is_won then 1 else 0 end) as has_won,
            max(case when is_open then 1 else 0 end) as has_open
        from {{ ref("int_opportunities__unified") }}
        where account_key is not null
        group by account_key
    ),

    people as (
        select account_key, count(distinct person_key) as count_people
        from {{ ref("int_person_accounts__stated") }}
        group by account_key
    ),

    glued as (
        select distinct domain_records.domain
        from {{ ref("int_account_pairs__compared") }} as pairs
        inner join domain_records on domain_records.node = pairs.left_node
        where pairs.reason in ('names_differ', 'shared_by_many')
    ),

    ranked as (
        select
            domain_accounts.domain,
            domain_accounts.account_key,
            count(*) over (partition by domain_accounts.domain) as count_accounts,
            rank() over (
                partition by domain_accounts.domain
                order by
                    coalesce(deals.has_won, 0) desc,
                    coalesce(deals.has_open, 0) desc,
                    coalesce(people.count_people, 0) desc,
                    domain_accounts.created_at nulls last
            ) as place
        from domain_accounts
        left join deals on deals.account_key = domain_accounts.account_key
        left join people on people.account_key = domain_accounts.account_key
    ),

    first_ones as (
        select
            domain,
            min(account_key) as account_key,
            max(count_accounts) as count_accounts,
            count(*) as count_first
        from ranked
        where place = 1
        group by domain
    )

select
    first_ones.domain,
    first_ones.count_accounts,
    first_ones.count_accounts > 1
    and (first_ones.count_first > 1 or glued.domain is not null) as is_ambiguous,
    case
        when first_ones.count_accounts = 1 or (first_ones.count_first = 1 and glued.domain is null)
        then first_ones.account_key
    end as account_key
from first_ones
left join glued on glued.domain = first_ones.domain
