-- The record is a finding's place and its reason is said by kind: what was found stands in no
-- report.
select
    'V006' as rule_id,
    records.source_system,
    records.source_object,
    private_texts.field,
    records.source_id,
    private_texts.field is not null as is_failed,
    'holds ' || private_texts.what_is_held as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from {{ ref("int_quality__text_records") }} as records
left join
    {{ ref("int_quality__private_texts") }} as private_texts
    on records.source_system = private_texts.source_system
    and records.source_object = private_texts.source_object
    and records.source_id = private_texts.source_id
