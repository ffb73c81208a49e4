{#- Of several records of one object the oldest represents the account; which object's word counts first
    is told by its rank. -#}
with
    accounts as (select * from {{ ref("int_accounts__resolved") }} where is_alive),

    records as (
        select
            accounts.account_key,
            records.*,
            owners.owner_key,
            row_number() over (
                partition by accounts.account_key, records.source_system, records.source_object
                order by
                    records.created_at nulls last,
                    length(records.source_id),
                    {{ byte_order("records.source_id") }}
            ) as row_rank
        from {{ ref("cnf_accounts") }} as records
        inner join
            accounts
            on accounts.source_system = records.source_system
            and accounts.source_object = records.source_object
            and accounts.source_id = records.source_id
        left join
            {{ ref("int_owners__resolved") }} as owners
            on owners.source_system = records.source_system
            and owners.source_object = records.owner_object
            and owners.source_id = records.owner_id
    ),

    speakers as (
        select records.*, {{ by_rank("account_rank") }} as account_order
        from records
        where row_rank = 1
    ),

    told as (
        select
            account_key,
            {{ source_id_columns("account") }},
            {{ first_known("name", "account_order") }} as name,
            {{ first_known("industry", "account_order") }} as industry,
            {{ first_known("country", "account_order") }} as country,
            {{ first_known("owner_key", "account_order") }} as owner_key,
            max(case when is_person_account then 1 else 0 end) = 1 as is_person_account
        from speakers
        group by account_key
    ),

    domains as (
        select accounts.account_key, min(records.domain) as domain
        from {{ ref("int_account_records__unioned") }} as records
        inner join
            accounts
            on accounts.source_system = records.source_system
            and accounts.source_object = records.source_object
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
    told.account_key,
    told.name,
    domains.domain,
    told.industry,
    told.country,
    {%- for id in source_ids("account") %} told.{{ id.column }}, {%- endfor %}
    told.owner_key,
    told.is_person_account,
    wins.first_won_date,
    wins.account_key is not null as is_customer
from told
inner join domains on domains.account_key = told.account_key
left join wins on wins.account_key = told.account_key
