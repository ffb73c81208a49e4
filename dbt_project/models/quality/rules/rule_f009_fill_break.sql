with
    fields as (
        select ledger.source_system, ledger.source_object, ledger.field, ledger.is_break_judged
        from {{ ref("field_ledger") }} as ledger
        inner join
            {{ ref("field_profile") }} as profiles
            on ledger.source_system = profiles.source_system
            and ledger.source_object = profiles.source_object
            and ledger.field = profiles.field
        where
            profiles.verdict in ('used', 'constant')
            and not profiles.is_calculated
            and {{ quality_is_kept_by_people("profiles.source_system", "profiles.source_object") }}
    ),

    breaks as (select * from {{ ref("int_quality__told_breaks") }} where rule_id = 'F009')

select
    'F009' as rule_id,
    fields.source_system,
    fields.source_object,
    fields.field,
    cast(null as {{ dbt.type_string() }}) as source_id,
    breaks.field is not null as is_failed,
    breaks.detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from fields
left join
    breaks
    on fields.source_system = breaks.source_system
    and fields.source_object = breaks.source_object
    and fields.field = breaks.field
where fields.is_break_judged or breaks.field is not null
