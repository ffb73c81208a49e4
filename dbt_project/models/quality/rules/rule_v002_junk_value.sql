{{ config(schema="intermediate") }}

with
    filled as ({{ quality_filled_values(quality_filler_fields()) }}),

    -- dbt reads the cell `null` of a seed as an empty one; here it is a word.
    junk as (select coalesce(junk_value, 'null') as junk_value from {{ ref("junk_values") }})

select
    'V002' as rule_id,
    filled.system,
    filled.object,
    filled.field,
    filled.record_id,
    junk.junk_value is not null as is_failed,
    case when junk.junk_value is not null then 'filler: ' || filled.value end as detail,
    cast(null as varchar) as other_value
from filled
left join junk on lower({{ quality_trimmed("filled.value") }}) = junk.junk_value
