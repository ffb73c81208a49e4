select
    'V004' as rule_id,
    phones.source_system,
    phones.source_object,
    phones.field,
    phones.source_id,
    faults.fault is not null as is_failed,
    case
        when faults.fault is not null then '''' || left(phones.value, 255) || ''': ' || faults.fault
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from {{ ref("int_quality__phones") }} as phones
inner join
    {{ ref("int_quality__phone_faults") }} as faults
    on phones.value = faults.value
    and coalesce(phones.country, '') = coalesce(faults.country, '')
where faults.is_judged
