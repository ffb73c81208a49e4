-- A hit is a rule that says another number of failures than there are findings under it.
{{ config(meta={"dagster": {"ref": {"name": "rule_result"}}}) -}}
with
    listed as (
        select rule_id, count(*) as findings, {{ count_where("is_waived") }} as waived
        from {{ ref("finding") }}
        where status <> 'fixed'
        group by rule_id
    )

select
    results.rule_id,
    results.failed,
    coalesce(listed.findings, 0) as findings,
    results.failed_waived,
    coalesce(listed.waived, 0) as waived
from {{ ref("rule_result") }} as results
left join listed on results.rule_id = listed.rule_id
where
    results.failed <> coalesce(listed.findings, 0)
    or results.failed_waived <> coalesce(listed.waived, 0)
