-- Every failure as a finding: what its rule says of it, who owns its record, the money on it, and
-- its place in the order in which findings are told. What is waived comes behind all others.
select
    failures.finding_key,
    failures.rule_id,
    rules.rule_version,
    rules.severity,
    failures.source_system,
    failures.source_object,
    failures.field,
    failures.source_id,
    owners.owner_key,
    failures.detail,
    failures.other_value,
    coalesce(amounts.amount_corporate, of_breaks.amount_corporate) as amount_corporate,
    coalesce(amounts.amount_estimated, of_breaks.amount_estimated) as amount_estimated,
    row_number() over (
        order by
            case when waived.is_waived then 1 else 0 end,
            {{
                quality_worst_first(
                    "rules.severity_weight",
                    "coalesce(amounts.amount_corporate, of_breaks.amount_corporate)",
                    "coalesce(amounts.amount_estimated, of_breaks.amount_estimated)",
                )
            }},
            failures.finding_key
    ) as finding_rank
from {{ ref("int_quality__failures") }} as failures
inner join {{ ref("int_quality__rules") }} as rules on failures.rule_id = rules.rule_id
left join {{ ref("int_quality__waived") }} as waived on failures.finding_key = waived.finding_key
left join
    {{ ref("int_quality__failed_record_owners") }} as owners
    on failures.source_system = owners.source_system
    and failures.source_object = owners.source_object
    and failures.source_id = owners.source_id
left join
    {{ ref("int_quality__failed_record_amounts") }} as amounts
    on failures.source_system = amounts.source_system
    and failures.source_object = amounts.source_object
    and failures.source_id = amounts.source_id
left join
    {{ ref("int_quality__break_amounts") }} as of_breaks
    on failures.rule_id = of_breaks.rule_id
    and failures.source_system = of_breaks.source_system
    and failures.source_object = of_breaks.source_object
    and failures.field = of_breaks.field
    and failures.source_id is null
