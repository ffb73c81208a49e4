with
    conflicts as (select * from {{ ref("int_identity_conflicts__collected") }}),

    reasons as (select * from {{ ref("identity_reasons") }})

select
    md5(
        concat(
            conflicts.kind,
            '|',
            conflicts.evidence,
            '|',
            conflicts.system,
            '|',
            conflicts.object,
            '|',
            conflicts.record_id,
            '|',
            conflicts.other_object,
            '|',
            coalesce(conflicts.other_record_id, '')
        )
    ) as conflict_key,
    conflicts.kind,
    reasons.severity,
    conflicts.evidence,
    conflicts.evidence_value,
    conflicts.reason,
    reasons.explanation,
    reasons.how_to_fix,
    conflicts.system,
    conflicts.object,
    conflicts.record_id,
    conflicts.value,
    conflicts.other_system,
    conflicts.other_object,
    conflicts.other_record_id,
    conflicts.other_value
from conflicts
left join reasons on conflicts.reason = reasons.reason
