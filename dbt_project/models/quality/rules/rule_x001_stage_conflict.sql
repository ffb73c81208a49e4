with judged as ({{ quality_disagreements("stage") }}) select 'X001' as rule_id, judged.* from judged
