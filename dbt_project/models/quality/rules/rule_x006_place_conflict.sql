with
    currencies as ({{ quality_disagreements("currency") }}),

    countries as ({{ quality_disagreements("country") }})

select 'X006' as rule_id, currencies.*
from currencies
union all
select 'X006' as rule_id, countries.*
from countries
