-- What may be done about a field, the most pressing first. Never that it is safe to delete.
select advice, advice_rank, label from {{ ref("field_advices") }}
