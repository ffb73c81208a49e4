-- A hit is a live company or account record that belongs to no account, or to several.
{{ config(meta={"dagster": {"ref": {"name": "dim_account"}}}) -}}
with
    living as (
        select 'companies' as source_object, company_id as source_id
        from {{ ref("stg_hubspot__companies") }}
        where not is_deleted
        union all
        select 'account' as source_object, account_id as source_id
        from {{ ref("stg_salesforce__accounts") }}
        where not is_deleted
    )

select living.source_object, living.source_id, count(accounts.account_key) as count_accounts
from living
left join
    {{ ref("bridge_account_source") }} as bridge
    on bridge.source_object = living.source_object
    and bridge.source_id = living.source_id
left join {{ ref("dim_account") }} as accounts on accounts.account_key = bridge.account_key
group by living.source_object, living.source_id
having count(accounts.account_key) <> 1
