select
    'Z001' as rule_id,
    source_system,
    source_object,
    'name' as field,
    source_id,
    length(name) > 20 as is_failed,
    case when length(name) > 20 then 'a name of ' || {{ as_text("length(name)") }} || ' characters' end
    as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from {{ ref("fct_opportunity") }}
where name is not null
