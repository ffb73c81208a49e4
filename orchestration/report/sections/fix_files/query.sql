-- name: problems
select rule_id, rule_name, takes, cast(count(*) as bigint) as records,
       cast(count(case when way = 'file' then 1 end) as bigint) as in_files,
       cast(count(case when way = 'by_hand' then 1 end) as bigint) as by_hand,
       cast(count(case when way = 'decide' then 1 end) as bigint) as to_decide,
       cast(count(case when way = 'refused' then 1 end) as bigint) as refused
from quality.fix
group by rule_id, rule_name, takes
order by min(finding_rank), rule_id

-- name: files
with counted as (
    select rule_id, owner_key, source_system, source_object, field, import_tool,
           min(vendor_field) as vendor_field, min(field_label) as field_label,
           min(caution) as caution, cast(count(*) as bigint) as records
    from quality.fix
    where way = 'file'
    group by rule_id, owner_key, source_system, source_object, field, import_tool
),

ranked as (
    select counted.*,
           row_number() over (
               partition by rule_id
               order by records desc, owner_key collate "C" nulls last, source_system,
                        source_object collate "C", field collate "C"
           ) as place,
           cast(count(*) over (partition by rule_id) as bigint) as files
    from counted
)

select r.rule_id, r.owner_key, u.name as owner_name, o.hubspot_owner_id, o.salesforce_user_id,
       r.source_system, r.source_object, r.field, r.vendor_field, r.field_label, r.import_tool,
       r.caution, r.records, r.files
from ranked as r
left join marts.dim_user as u on u.owner_key = r.owner_key
left join quality.finding_owner as o on o.rule_id = r.rule_id and o.owner_key = r.owner_key
where r.place <= 10
order by r.rule_id, r.place

-- name: refusals
select rule_id, refused_because, cast(count(*) as bigint) as records
from quality.fix
where way = 'refused'
group by rule_id, refused_because
order by rule_id, count(*) desc, refused_because collate "C"

-- name: tools
select source_system, import_tool
from quality.fix
where way = 'file'
group by source_system, import_tool
order by source_system

-- name: all_files
select f.rule_id, f.rule_name, f.owner_key, u.name as owner_name, f.source_system,
       f.source_object, f.field, f.vendor_field, f.way, f.import_tool, f.refused_because,
       cast(count(*) as bigint) as records
from quality.fix as f
left join marts.dim_user as u on u.owner_key = f.owner_key
group by f.rule_id, f.rule_name, f.owner_key, u.name, f.source_system, f.source_object, f.field,
         f.vendor_field, f.way, f.import_tool, f.refused_because
order by f.rule_id, f.owner_key collate "C" nulls last, f.source_system,
         f.source_object collate "C", f.field collate "C", f.way,
         f.refused_because collate "C" nulls first
