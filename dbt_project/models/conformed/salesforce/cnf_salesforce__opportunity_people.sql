{#- The lead that was converted into it, since it was made; the primary contact role; the private customer
    whose account it is; any other contact role. -#}
select
    'opportunity' as source_object,
    converted_opportunity_id as source_id,
    'lead' as person_object,
    lead_id as person_id,
    {{ nothing("text") }} as role,
    1 as link_rank,
    true as became_opportunity,
    created_at as linked_at
from {{ ref("stg_salesforce__leads") }}
where not is_deleted and converted_opportunity_id is not null
union all
select
    'opportunity' as source_object,
    opportunity_id as source_id,
    'contact' as person_object,
    contact_id as person_id,
    role,
    case when is_primary then 2 else 4 end as link_rank,
    false as became_opportunity,
    created_at as linked_at
from {{ ref("stg_salesforce__opportunity_contact_roles") }}
where not is_deleted
union all
select
    'opportunity' as source_object,
    opportunities.opportunity_id as source_id,
    'contact' as person_object,
    contacts.contact_id as person_id,
    {{ nothing("text") }} as role,
    3 as link_rank,
    false as became_opportunity,
    opportunities.created_at as linked_at
from {{ ref("stg_salesforce__opportunities") }} as opportunities
inner join
    {{ ref("stg_salesforce__accounts") }} as accounts
    on accounts.account_id = opportunities.account_id
    and accounts.is_person_account
-- whoever may not read PersonContactId still sees whose account it is
inner join
    {{ ref("stg_salesforce__contacts") }} as contacts
    on (
        contacts.contact_id = accounts.person_contact_id
        or (accounts.person_contact_id is null and contacts.account_id = accounts.account_id)
    )
where not opportunities.is_deleted
