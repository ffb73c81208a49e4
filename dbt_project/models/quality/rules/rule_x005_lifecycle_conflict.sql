with judged as ({{ quality_disagreements("lifecycle") }})

select 'X005' as rule_id, judged.*
from judged
