{#- One row per hand-over that ended with a way out: the reason that the record which left gives. A record
    holds one reason only, so it is told of the last way out of that record. -#}
with
    exits as (
        select
            answers.handoff_key,
            answers.exit_system,
            answers.exit_object,
            answers.exit_id,
            row_number() over (
                partition by answers.exit_system, answers.exit_object, answers.exit_id
                order by
                    {{ least_of(["answers.rejected_at", "answers.recycled_at"]) }} desc,
                    answers.handoff_key
            ) as from_last
        from {{ ref("int_handoffs__answered") }} as answers
        where answers.exit_id is not null
    ),

    reasons as (
        select
            reasons.*,
            row_number() over (
                partition by reasons.source_system, reasons.source_object, reasons.source_id
                order by reasons.field
            ) as place
        from {{ ref("cnf_named_values") }} as reasons
        inner join
            {{ ref("glossary_reason_fields") }} as fields
            on fields.system = reasons.source_system
            and fields.object = reasons.source_object
            and fields.field = reasons.field
        where reasons.value is not null
    )

select
    exits.handoff_key,
    reasons.value as reason_text,
    labels.code as reason,
    labels.label as reason_label
from exits
inner join
    reasons
    on reasons.source_system = exits.exit_system
    and reasons.source_object = exits.exit_object
    and reasons.source_id = exits.exit_id
    and reasons.place = 1
left join
    {{ ref("glossary_reason_words") }} as words
    on words.system = reasons.source_system
    and words.normalised_value = {{ comparable_source("reasons.value") }}
inner join
    {{ ref("glossary_exit_reasons") }} as labels on labels.code = coalesce(words.reason, 'unmapped')
where exits.from_last = 1
