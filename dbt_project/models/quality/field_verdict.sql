-- What is said of a field's use, the worst first.
select verdict, verdict_rank, label from {{ ref("field_verdicts") }}
