{#- One row per hand-over that ended with a way out: the reason that the record which left gave until it
    left again, by the history of the field. Where none is kept a record holds one reason only, so it is
    told of the last way out of that record. -#}
with
    exits as (
        select
            answers.handoff_key,
            answers.exit_system as source_system,
            answers.exit_object as source_object,
            answers.exit_id as source_id,
            lead({{ least_of(["answers.rejected_at", "answers.recycled_at"]) }}) over (
                partition by answers.exit_system, answers.exit_object, answers.exit_id
                order by
                    {{ least_of(["answers.rejected_at", "answers.recycled_at"]) }},
                    answers.handoff_key desc
            ) as next_exit_at
        from {{ ref("int_handoffs__answered") }} as answers
        where answers.exit_id is not null
    ),

    fields as (select system, object, field from {{ ref("glossary_reason_fields") }}),

    changes as (
        select changes.*
        from {{ ref("cnf_record_changes") }} as changes
        inner join
            fields
            on fields.system = changes.source_system
            and fields.object = changes.source_object
            and fields.field = changes.field
    ),

    remembered as (
        select
            exits.handoff_key,
            changes.field,
            changes.value,
            row_number() over (
                partition by exits.handoff_key, changes.field
                order by changes.changed_at desc, {{ byte_order("changes.value") }}
            ) as from_last
        from exits
        inner join
            changes
            on changes.source_system = exits.source_system
            and changes.source_object = exits.source_object
            and changes.source_id = exits.source_id
            and (exits.next_exit_at is null or changes.changed_at < exits.next_exit_at)
    ),

    told as (select distinct source_system, source_object, source_id, field from changes),

    given as (
        select handoff_key, field, value
        from remembered
        where from_last = 1 and value is not null
        union all
        select exits.handoff_key, named.field, named.value
        from exits
        inner join
            {{ ref("cnf_named_values") }} as named
            on named.source_system = exits.source_system
            and named.source_object = exits.source_object
            and named.source_id = exits.source_id
        inner join
            fields
            on fields.system = named.source_system
            and fields.object = named.source_object
            and fields.field = named.field
        left join
            told
            on told.source_system = named.source_system
            and told.source_object = named.source_object
            and told.source_id = named.source_id
            and told.field = named.field
        where exits.next_exit_at is null and told.source_id is null and named.value is not null
    ),

    reasons as (
        select given.*, row_number() over (partition by handoff_key order by field) as place
        from given
    )

select
    exits.handoff_key,
    reasons.value as reason_text,
    labels.code as reason,
    labels.label as reason_label
from exits
inner join reasons on reasons.handoff_key = exits.handoff_key and reasons.place = 1
left join
    {{ ref("glossary_reason_words") }} as words
    on words.system = exits.source_system
    and words.normalised_value = {{ comparable_source("reasons.value") }}
inner join
    {{ ref("glossary_exit_reasons") }} as labels on labels.code = coalesce(words.reason, 'unmapped')
