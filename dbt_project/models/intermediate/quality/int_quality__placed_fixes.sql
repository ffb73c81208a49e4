-- Every finding of a record with what would set it right, where that is known, and where it has
-- to be written.
select
    findings.finding_key,
    findings.rule_id,
    findings.severity,
    findings.finding_rank,
    findings.owner_key,
    findings.detail,
    findings.other_value,
    findings.amount_corporate,
    findings.source_system as finding_source_system,
    findings.source_object as finding_source_object,
    findings.source_id as finding_source_id,
    coalesce(proposed.source_system, findings.source_system) as source_system,
    coalesce(proposed.source_object, findings.source_object) as source_object,
    coalesce(proposed.field, findings.field) as field,
    coalesce(proposed.source_id, findings.source_id) as source_id,
    case
        when proposed.finding_key is null
        then 'decide'
        when proposed.value_after is null
        then 'blank'
        else 'set'
    end as fix_kind,
    proposed.value_after,
    proposed.agrees_with
from {{ ref("finding") }} as findings
left join
    {{ ref("int_quality__proposed_fixes") }} as proposed
    on proposed.finding_key = findings.finding_key
where findings.source_id is not null and findings.status not in ('fixed', 'waived')
