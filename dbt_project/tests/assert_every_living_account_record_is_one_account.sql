-- A hit is a live company or account record that belongs to no account, or to several.
{{ config(meta={"dagster": {"ref": {"name": "dim_account"}}}) -}}
with living as (select * from {{ ref("cnf_accounts") }} where not is_deleted)

select
    living.source_system,
    living.source_object,
    living.source_id,
    count(accounts.account_key) as count_accounts
from living
left join
    {{ ref("bridge_account_source") }} as bridge
    on bridge.source_system = living.source_system
    and bridge.source_object = living.source_object
    and bridge.source_id = living.source_id
left join {{ ref("dim_account") }} as accounts on accounts.account_key = bridge.account_key
group by living.source_system, living.source_object, living.source_id
having count(accounts.account_key) <> 1
