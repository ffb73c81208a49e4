with judged as ({{ quality_disagreements("owner") }}) select 'X004' as rule_id, judged.* from judged
