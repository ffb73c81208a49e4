-- A share outside 0 and 1 means that something was counted twice.
{{ config(meta={"dagster": {"ref": {"name": "score"}}}) -}}
select metric, scope, value
from {{ ref("score") }}
where metric <> 'field_debt' and not value between 0 and 1
union all
select 'fail_ratio' as metric, rule_id as scope, fail_ratio as value
from {{ ref("rule_result") }}
where not fail_ratio between 0 and 1
