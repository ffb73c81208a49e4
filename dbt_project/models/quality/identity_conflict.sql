with
    conflicts as (select * from {{ ref("int_identity_conflicts__collected") }}),

    reasons as (select * from {{ ref("identity_reasons") }})

select
    {{
        key_of(
            [
                "conflicts.kind",
                "conflicts.evidence",
                "conflicts.source_system",
                "conflicts.source_object",
                "conflicts.source_id",
                "conflicts.other_source_object",
                "conflicts.other_source_id",
            ]
        )
    }} as conflict_key,
    conflicts.kind,
    reasons.severity,
    conflicts.evidence,
    conflicts.evidence_value,
    conflicts.reason,
    reasons.explanation,
    reasons.how_to_fix,
    conflicts.source_system,
    conflicts.source_object,
    conflicts.source_id,
    conflicts.value,
    conflicts.other_source_system,
    conflicts.other_source_object,
    conflicts.other_source_id,
    conflicts.other_value
from conflicts
left join reasons on conflicts.reason = reasons.reason
