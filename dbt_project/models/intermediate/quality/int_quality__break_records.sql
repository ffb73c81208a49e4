{#- The records that each told break left otherwise: those created since that are empty, or hold the value or
    the placeholder, and those that were written over on that day.
    No unit test: it asks the warehouse which columns there are; tests/integration/quality/test_breaks.py
    holds it to the numbers of field_break. -#}
with
    made as (
        {{
            union_of(quality_break_records()) or no_rows(
                {
                    "rule_id": "text",
                    "source_system": "text",
                    "source_object": "text",
                    "field": "text",
                    "source_id": "text",
                }
            )
        }}
    ),

    written as (
        select distinct
            breaks.rule_id,
            breaks.source_system,
            breaks.source_object,
            breaks.field,
            writes.source_id
        from {{ ref("int_quality__told_breaks") }} as breaks
        inner join
            {{ ref("cnf_field_writes") }} as writes
            on breaks.source_system = writes.source_system
            and breaks.source_object = writes.source_object
            and breaks.field = writes.field
            and breaks.broke_on = {{ reporting_date("writes.written_at") }}
            and coalesce(breaks.value_after, '') = coalesce(writes.value, '')
        where
            breaks.break_kind in ('mass_emptied', 'mass_written')
            and writes.value_before is not null
            and coalesce(writes.value, '') <> writes.value_before
    )

select *
from made
union all
select *
from written
