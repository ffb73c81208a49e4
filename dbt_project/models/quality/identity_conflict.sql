with
    -- two other systems may have one name for an object and one id in it
    conflicts as (
        select
            collected.*,
            min(other_source_system) over one_record
            <> max(other_source_system) over one_record as is_of_several_systems
        from {{ ref("int_identity_conflicts__collected") }} as collected
        window
            one_record as (
                partition by
                    kind,
                    evidence,
                    source_system,
                    source_object,
                    source_id,
                    other_source_object,
                    other_source_id
            )
    ),

    titles as ({{ vendor_title_rows() }}),

    -- A reason may be told of a system by its name.
    reasons as (
        select distinct
            replace(told.reason, '{system}', titles.source_system) as reason,
            told.severity,
            replace(told.explanation, '{title}', titles.title) as explanation,
            replace(told.how_to_fix, '{title}', titles.title) as how_to_fix
        from {{ ref("identity_reasons") }} as told
        cross join titles
    )

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
                "coalesce(conflicts.other_source_id, '')"
                ~ " || case when conflicts.is_of_several_systems"
                ~ " then '|' || conflicts.other_source_system else '' end",
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
