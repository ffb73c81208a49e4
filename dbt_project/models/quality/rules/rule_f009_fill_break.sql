select
    'F009' as rule_id,
    ledger.source_system,
    ledger.source_object,
    ledger.field,
    cast(null as {{ dbt.type_string() }}) as source_id,
    ledger.is_broken as is_failed,
    case
        when ledger.is_broken
        then
            'filled on '
            || {{ quality_told_percent("ledger.fill_ratio_before") }}
            || ' of the records of the six months before '
            || ledger.broke_in_month
            || ', on '
            || {{ quality_told_percent("ledger.fill_ratio_after") }}
            || ' of those created since'
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from {{ ref("field_ledger") }} as ledger
inner join
    {{ ref("field_profile") }} as profiles
    on ledger.source_system = profiles.source_system
    and ledger.source_object = profiles.source_object
    and ledger.field = profiles.field
where
    ledger.is_break_judged
    and profiles.verdict in ('used', 'constant')
    and not profiles.is_calculated
    and {{ quality_is_kept_by_people("profiles.source_system", "profiles.source_object") }}
