{#- What the systems themselves say about two records being one person: ids, merges and conversions. -#}
with
    records as (select * from {{ ref("int_person_records__unioned") }}),

    -- the account of a private customer that another system names is that person
    private_customers as (
        select near_side.node as from_node, far_side.node as to_node
        from {{ ref("cnf_record_links") }} as links
        inner join
            {{ ref("cnf_accounts") }} as accounts
            on accounts.source_system = links.target_system
            and accounts.source_object = links.target_object
            and accounts.source_id = links.target_id
            and accounts.source_system <> links.source_system
            and accounts.is_person_account
        inner join
            records as near_side
            on near_side.source_system = links.source_system
            and near_side.source_object = links.source_object
            and near_side.source_id = links.source_id
        inner join
            records as far_side
            on far_side.source_system = accounts.source_system
            and far_side.source_object = accounts.person_object
            and far_side.source_id = accounts.person_id
        where links.relation = 'account'
    )

    {{ stated_links("records", ref("int_person_decisions__read")) }}
union
select from_node, to_node, 'id_link' as match_method
from private_customers
