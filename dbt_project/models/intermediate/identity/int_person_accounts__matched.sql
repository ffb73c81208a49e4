{#- Which account a person belongs to: what their records say first, then the domain of the e-mail address,
    then the name of a company with its telephone number or postal code. Within what records say, the
    smallest record id decides. A domain decides nothing where most of its people stand elsewhere.
    Where the best evidence names several accounts, the person has none, and `is_ambiguous`. -#}
with
    stated as (select * from {{ ref("int_person_accounts__stated") }}),

    mail_domains as (
        select persons.person_key, persons.source_id, domains.domain
        from {{ ref("int_person_records__unioned") }} as records
        inner join
            {{ ref("int_persons__resolved") }} as persons
            on persons.source_system = records.source_system
            and persons.source_object = records.source_object
            and persons.source_id = records.source_id
            and persons.is_alive
        inner join
            {{ ref("stg_ops__web_addresses") }} as addresses
            on addresses.address = {{ list_part("records.email", "@", 2) }}
        inner join {{ ref("int_domains__owned") }} as domains on domains.host = addresses.host
        where domains.domain is not null
    ),

    decided as (select * from {{ ref("int_domain_accounts__decided") }}),

    -- a domain whose people mostly stand at other accounts is an agency's
    domain_people as (
        select
            mail_domains.domain,
            count(distinct mail_domains.person_key) as count_placed,
            count(
                distinct case
                    when stated.account_key = decided.account_key then mail_domains.person_key
                end
            ) as count_at_home
        from mail_domains
        inner join stated on stated.person_key = mail_domains.person_key
        inner join decided on decided.domain = mail_domains.domain
        group by mail_domains.domain
    ),

    claims as (
        select person_key, account_key, claim_rank, source_id, target_id, 'stated' as match_method
        from stated
        union all
        select
            mail_domains.person_key,
            decided.account_key,
            90 as claim_rank,
            mail_domains.source_id,
            mail_domains.domain as target_id,
            case
                when decided.count_accounts = 1 then 'domain' else 'domain_of_several'
            end as match_method
        from mail_domains
        inner join decided on decided.domain = mail_domains.domain
        left join domain_people on domain_people.domain = mail_domains.domain
        where
            decided.is_ambiguous
            or 2 * coalesce(domain_people.count_at_home, 1)
            >= coalesce(domain_people.count_placed, 1)
        union all
        select
            person_key,
            case when min(account_key) = max(account_key) then min(account_key) end as account_key,
            99 as claim_rank,
            min(source_id) as source_id,
            '' as target_id,
            'name_and_place' as match_method
        from {{ ref("int_person_employers__named") }}
        group by person_key
    ),

    ranked as (
        select
            claims.*,
            row_number() over (
                partition by person_key
                order by
                    claim_rank,
                    case when account_key is null then 1 else 0 end,
                    length(source_id),
                    {{ byte_order("source_id") }},
                    length(target_id),
                    {{ byte_order("target_id") }},
                    account_key
            ) as row_rank
        from claims
    )

select
    person_key,
    account_key,
    match_method,
    cast(
        case
            match_method
            when 'stated'
            then 1
            when 'domain'
            then 0.95
            when 'name_and_place'
            then 0.8
            else 0.7
        end as decimal(5, 4)
    ) as match_score,
    account_key is null as is_ambiguous
from ranked
where row_rank = 1
