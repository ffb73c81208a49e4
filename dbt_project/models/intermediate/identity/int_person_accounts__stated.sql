{#- One row per account that a record of a living person says the person belongs to; `claim_rank`: the account
    of a contact before that of a converted lead, a synced id before an association. -#}
select
    persons.person_key,
    accounts.account_key,
    links.link_rank as claim_rank,
    persons.source_id,
    links.target_id
from {{ ref("cnf_record_links") }} as links
inner join
    {{ ref("int_persons__resolved") }} as persons
    on persons.source_system = links.source_system
    and persons.source_object = links.source_object
    and persons.source_id = links.source_id
    and persons.is_alive
inner join
    {{ ref("int_accounts__resolved") }} as accounts
    on accounts.source_system = links.target_system
    and accounts.source_object = links.target_object
    and accounts.source_id = links.target_id
where links.relation = 'account'
