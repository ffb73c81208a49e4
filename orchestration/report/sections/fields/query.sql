-- name: fields
-- the worst verdicts first; what does not fit on a page that can be mailed is in the list
with ranked as (
    select p.*, coalesce(v.label, p.verdict) as verdict_label,
           row_number() over (
               order by v.verdict_rank nulls last,
                        lower(trim(coalesce(p.label, p.field))) collate "C", p.source_system,
                        p.source_object collate "C", p.field collate "C"
           ) as place
    from quality.field_profile as p
    left join quality.field_verdict as v on v.verdict = p.verdict
)

select source_system, source_object, field, vendor_field, label, data_type, is_custom,
       is_calculated,
       cast(records as bigint) as records, cast(filled as bigint) as filled,
       cast(fill_ratio as double precision) as fill_ratio,
       cast(filled_raw as bigint) as filled_raw,
       cast(fill_ratio_raw as double precision) as fill_ratio_raw,
       cast(placeholder_records as bigint) as placeholder_records,
       cast(placeholder_ratio as double precision) as placeholder_ratio,
       placeholders, placeholder_candidates,
       cast(misfits as bigint) as misfits, misfit_examples,
       cast(records_90d as bigint) as records_90d, cast(filled_90d as bigint) as filled_90d,
       cast(fill_ratio_90d as double precision) as fill_ratio_90d,
       cast(records_365d as bigint) as records_365d, cast(filled_365d as bigint) as filled_365d,
       cast(fill_ratio_365d as double precision) as fill_ratio_365d,
       cast(distinct_values as bigint) as distinct_values,
       cast(top_value as varchar) as top_value,
       cast(top_value_ratio as double precision) as top_value_ratio,
       cast(last_filled_created_at as date) as last_filled, verdict, verdict_label
from ranked
where place <= 1500
order by place

-- name: whole
select cast(count(*) as bigint) as fields,
       cast(count(*) - case when count(*) > 1500 then 1500 else count(*) end as bigint)
           as left_out,
       count(placeholders) + count(placeholder_candidates) > 0 as has_placeholders,
       coalesce(sum(misfits), 0) > 0 as has_misfits
from quality.field_profile

-- name: verdicts
select p.verdict, coalesce(v.label, p.verdict) as label, count(*) as fields
from quality.field_profile as p
left join quality.field_verdict as v on v.verdict = p.verdict
group by p.verdict, v.label, v.verdict_rank
order by v.verdict_rank nulls last, p.verdict

-- name: all_fields
select *
from quality.field_profile
order by source_system, source_object collate "C", field collate "C"

-- name: placeholders
select p.source_system, p.source_object, f.vendor_field, p.field, f.label, p.placeholder,
       p.spelling, p.records, p.record_ratio, p.is_counted_empty, p.why_not_empty
from quality.placeholder as p
left join quality.field_profile as f
    on p.source_system = f.source_system and p.source_object = f.source_object
    and p.field = f.field
order by p.records desc, p.source_system, p.source_object collate "C", p.field collate "C",
         p.placeholder collate "C"

-- name: misfits
select m.source_system, m.source_object, f.vendor_field, m.field, f.label, m.declared_type,
       m.value, m.reading, m.source_id
from quality.misfit as m
left join quality.field_profile as f
    on m.source_system = f.source_system and m.source_object = f.source_object
    and m.field = f.field
order by m.source_system, m.source_object collate "C", m.field collate "C", m.source_id collate "C"
