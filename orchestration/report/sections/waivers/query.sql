-- name: waivers
select w.waiver, w.rule_id, coalesce(r.name, w.rule_id) as rule_name,
       coalesce(r.failed_open > 0, false) as is_told, w.source_system, w.source_object,
       w.source_id, w.field, w.reason, w.owner, w.waived_from, w.waived_until, w.state,
       cast(w.findings as bigint) as findings
from quality.waiver as w
left join quality.rule_result as r on r.rule_id = w.rule_id
order by w.waiver

-- name: counts
with counted as (
    select cast(coalesce(sum(failed_waived), 0) as bigint) as waived
    from quality.rule_result
)

select waived, case when waived < 10 then waived else 10 end as shown, waived <= 10 as is_whole
from counted

-- name: examples
with placed as (
    select t.*, dense_rank() over (
        order by told_rank
    ) as place
    from quality.finding_told as t
    where status = 'waived'
)

select finding_key, rule_id, rule_name, how_to_fix, rule_level, severity, severity_rank, status, news,
       is_recent, source_system, source_object, field, vendor_field, field_label, source_id,
       record_name, owner_key, owner_name, hubspot_owner_id, salesforce_user_id, detail,
       other_value, amount_corporate, amount_estimated, first_seen_at, fixed_at, waiver_reason, waiver_owner,
       waived_until, told_rank, rule_rank, other_source_system, other_source_object,
       other_source_id
from placed
where place <= 10
order by place, other_source_system

-- name: all_waivers
select w.waiver, w.rule_id, r.name as rule_name, w.source_system, w.source_object, w.source_id,
       w.field, w.reason as waiver_reason, w.owner as waiver_owner, w.waived_from, w.waived_until,
       w.state, w.findings, w.findings_waived
from quality.waiver as w
left join quality.rule_result as r on r.rule_id = w.rule_id
order by w.waiver

-- name: findings
select *
from quality.finding_told
where status = 'waived'
order by told_rank, other_source_system
