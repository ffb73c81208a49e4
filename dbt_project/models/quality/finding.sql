with
    amounts as (
        select system, object, record_id, sum(amount_corporate) as amount_corporate
        from
            (
                select distinct system, object, record_id, opportunity_key, amount_corporate
                from {{ ref("int_quality__failed_record_opportunities") }}
            ) as links
        group by system, object, record_id
    )

select
    failures.finding_key,
    failures.rule_id,
    rules.rule_version,
    rules.severity,
    failures.system,
    failures.object,
    failures.field,
    failures.record_id,
    owners.owner_key,
    failures.detail,
    failures.other_value,
    cast(amounts.amount_corporate as decimal(18, 2)) as amount_corporate,
    ledger.first_seen_at,
    case
        when ledger.first_seen_at = {{ as_of() }}
        then 'new'
        when ledger.reappeared_at = {{ as_of() }}
        then 'reappeared'
        else 'open'
    end as status
from {{ ref("int_quality__failures") }} as failures
inner join {{ ref("int_quality__rules") }} as rules on failures.rule_id = rules.rule_id
inner join {{ ref("finding_ledger") }} as ledger on failures.finding_key = ledger.finding_key
left join
    {{ ref("int_quality__failed_record_owners") }} as owners
    on failures.system = owners.system
    and failures.object = owners.object
    and failures.record_id = owners.record_id
left join
    amounts
    on failures.system = amounts.system
    and failures.object = amounts.object
    and failures.record_id = amounts.record_id
