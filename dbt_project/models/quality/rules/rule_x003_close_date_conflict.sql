with judged as ({{ quality_disagreements("close_date") }})

select 'X003' as rule_id, judged.*
from judged
