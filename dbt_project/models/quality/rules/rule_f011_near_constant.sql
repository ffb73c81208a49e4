-- A box that few records tick is what boxes are for, and a formula is not filled in by anybody.
select
    'F011' as rule_id,
    profiles.source_system,
    profiles.source_object,
    profiles.field,
    cast(null as {{ dbt.type_string() }}) as source_id,
    ledger.is_near_constant as is_failed,
    case
        when ledger.is_near_constant
        then
            {{ as_text("profiles.top_value_count") }}
            || ' of '
            || {{ as_text("profiles.filled") }}
            || ' values are the same'
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from {{ ref("field_profile") }} as profiles
inner join
    {{ ref("field_ledger") }} as ledger
    on profiles.source_system = ledger.source_system
    and profiles.source_object = ledger.source_object
    and profiles.field = ledger.field
where
    profiles.verdict = 'used'
    and profiles.is_custom
    and not profiles.is_calculated
    and profiles.data_type <> 'boolean'
    and profiles.filled >= 100
    and {{ quality_is_kept_by_people("profiles.source_system", "profiles.source_object") }}
