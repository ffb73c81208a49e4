with judged as ({{ quality_disagreements("amount") }})

select 'X002' as rule_id, judged.*
from judged
