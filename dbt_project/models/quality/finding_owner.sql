-- Who can put right what a rule found, most of it first; what nobody known owns is left out.
with
    counted as (
        select rule_id, owner_key, count(*) as findings
        from {{ ref("finding") }}
        where owner_key is not null and status not in ('fixed', 'waived')
        group by rule_id, owner_key
    )

select
    counted.rule_id,
    counted.owner_key,
    owners.name as owner_name,
    owners.hubspot_owner_id,
    owners.salesforce_user_id,
    counted.findings,
    cast(
        row_number() over (
            partition by counted.rule_id
            order by counted.findings desc, {{ byte_order("counted.owner_key") }}
        ) as integer
    ) as owner_rank
from counted
left join {{ ref("dim_user") }} as owners on owners.owner_key = counted.owner_key
