-- Across objects and systems two fields of one name are twins that a sync keeps equal; here are
-- those of one object.
with
    fields as (
        select *
        from {{ ref("field_profile") }}
        where
            is_custom
            and not is_calculated
            and filled >= {{ quality_parameter("min_records") }}
            and verdict not in ('could_not_see', 'too_few')
            and {{ quality_is_kept_by_people("source_system", "source_object") }}
    ),

    ledger as (select * from {{ ref("field_ledger") }})

select
    'F005' as rule_id,
    fields.source_system,
    fields.source_object,
    fields.field,
    cast(null as {{ dbt.type_string() }}) as source_id,
    ledger.is_to_merge as is_failed,
    ledger.merge_evidence as detail,
    ledger.merge_into as other_value
from fields
inner join
    ledger
    on fields.source_system = ledger.source_system
    and fields.source_object = ledger.source_object
    and fields.field = ledger.field
