-- name: fields
-- what most needs a decision first; what does not fit on a page that can be mailed is in the list
with ranked as (
    select p.*, coalesce(v.label, p.verdict) as verdict_label, l.advice,
           coalesce(a.label, l.advice) as advice_label, l.died_in_month, l.broke_in_month,
           case when l.attention_rank <= 500 then l.field_key end as page,
           row_number() over (
               order by a.advice_rank nulls last, v.verdict_rank nulls last,
                        lower(trim(coalesce(p.label, p.field))) collate "C", p.source_system,
                        p.source_object collate "C", p.field collate "C"
           ) as place
    from quality.field_profile as p
    left join quality.field_verdict as v on v.verdict = p.verdict
    left join quality.field_ledger as l
        on p.source_system = l.source_system and p.source_object = l.source_object
        and p.field = l.field
    left join quality.field_advice as a on a.advice = l.advice
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
       cast(last_filled_created_at as date) as last_filled, verdict, verdict_label, advice,
       advice_label, died_in_month, broke_in_month, page
from ranked
where place <= 1500
order by place

-- name: whole
select cast(count(*) as bigint) as fields,
       cast(count(*) - case when count(*) > 1500 then 1500 else count(*) end as bigint)
           as left_out,
       count(placeholders) + count(placeholder_candidates) > 0 as has_placeholders,
       coalesce(sum(misfits), 0) > 0 as has_misfits,
       exists (select 1 from quality.look_alike) as has_look_alikes
from quality.field_profile

-- name: verdicts
select p.verdict, coalesce(v.label, p.verdict) as label, count(*) as fields
from quality.field_profile as p
left join quality.field_verdict as v on v.verdict = p.verdict
group by p.verdict, v.label, v.verdict_rank
order by v.verdict_rank nulls last, p.verdict

-- name: advices
select l.advice, a.label, count(*) as fields
from quality.field_ledger as l
inner join quality.field_advice as a on a.advice = l.advice
group by l.advice, a.label, a.advice_rank
order by a.advice_rank

-- name: all_fields
select p.*, l.advice, l.evidence, l.unused, l.exemption_label, l.is_near_constant, l.active_options,
       l.never_used_options, l.undeclared_values, l.last_written_at, l.no_write_known_because,
       l.died_in_month, l.broke_in_month, l.fill_ratio_before, l.fill_ratio_after, l.merge_into,
       l.repeated_by
from quality.field_profile as p
left join quality.field_ledger as l
    on p.source_system = l.source_system and p.source_object = l.source_object
    and p.field = l.field
order by p.source_system, p.source_object collate "C", p.field collate "C"

-- name: options
select o.*
from quality.field_option as o
order by o.source_system, o.source_object collate "C", o.field collate "C", o.position nulls last,
         o.value collate "C"

-- name: segments
select s.*
from quality.field_segment as s
where s.segment_kind <> 'owner'
order by s.source_system, s.source_object collate "C", s.field collate "C", s.segment_kind,
         s.segment collate "C"

-- name: look_alikes
select k.*
from quality.look_alike as k
order by k.is_to_merge desc, k.source_system, k.source_object collate "C", k.field collate "C",
         k.other_field collate "C"

-- name: pages
select l.field_key, p.source_system, p.source_object, p.field, p.vendor_field, p.label,
       p.data_type, p.is_custom, p.is_calculated, p.verdict, p.records, p.filled,
       cast(p.fill_ratio as double precision) as fill_ratio,
       cast(p.fill_ratio_raw as double precision) as fill_ratio_raw, p.distinct_values,
       cast(p.top_value_ratio as double precision) as top_value_ratio,
       cast(p.last_filled_created_at as date) as last_filled,
       cast(l.last_written_at as date) as last_written, l.no_write_known_because,
       l.died_in_month, l.broke_in_month,
       cast(l.fill_ratio_before as double precision) as fill_ratio_before,
       cast(l.fill_ratio_after as double precision) as fill_ratio_after,
       l.unused, l.exemption_label, l.advice, a.label as advice_label, l.evidence,
       p.could_not_see
from quality.field_ledger as l
inner join quality.field_profile as p
    on p.source_system = l.source_system and p.source_object = l.source_object
    and p.field = l.field
inner join quality.field_advice as a on a.advice = l.advice
where l.attention_rank <= 500
order by l.field_key

-- name: page_segments
-- of each kind the last 22 months, which a wide page shows at once, or the twelve largest groups
with placed as (
    select l.field_key, s.segment_kind, s.segment, s.label, s.records, s.filled,
           cast(s.fill_ratio as double precision) as fill_ratio,
           row_number() over (
               partition by l.field_key, s.segment_kind
               order by case when s.segment_kind = 'created_month' then s.segment end desc,
                        s.records desc, s.segment collate "C"
           ) as place
    from quality.field_ledger as l
    inner join quality.field_segment as s
        on s.source_system = l.source_system and s.source_object = l.source_object
        and s.field = l.field
    where l.attention_rank <= 500
)

select field_key, segment_kind, segment, label, records, filled, fill_ratio
from placed
where place <= case when segment_kind = 'created_month' then 22 else 12 end
order by field_key, segment_kind,
         case when segment_kind = 'created_month' then segment end, place

-- name: page_options
-- what needs a look before what is in use, at most sixty of a field
with placed as (
    select l.field_key, o.value, o.label, o.verdict, o.records,
           cast(o.record_ratio as double precision) as record_ratio, o.stands_for,
           cast(o.first_used_created_at as date) as first_used,
           cast(o.last_used_created_at as date) as last_used,
           row_number() over (
               partition by l.field_key
               order by case when o.verdict in ('used', 'retired') then 2 else 1 end,
                        o.position nulls last, o.value collate "C"
           ) as place
    from quality.field_ledger as l
    inner join quality.field_option as o
        on o.source_system = l.source_system and o.source_object = l.source_object
        and o.field = l.field
    where l.attention_rank <= 500
)

select field_key, value, label, verdict, records, record_ratio, stands_for, first_used, last_used
from placed
where place <= 60
order by field_key, place

-- name: page_look_alikes
-- the pair stands on both pages; what says the same first
with sides as (
    select source_system, source_object, field, other_field, false as is_kept from quality.look_alike
    union all
    select source_system, source_object, other_field, field, true from quality.look_alike
),

placed as (
    select l.field_key, p.label, p.vendor_field, p.field, s.is_kept, k.by_label, k.by_name,
           case when s.is_kept then k.filled else k.other_filled end as filled, k.both_filled,
           k.equal_values, cast(k.agreement_ratio as double precision) as agreement_ratio,
           k.verdict, k.is_to_merge,
           row_number() over (
               partition by l.field_key
               order by case when k.is_to_merge then 1 else 2 end, k.both_filled desc,
                        s.other_field collate "C"
           ) as place
    from quality.field_ledger as l
    inner join sides as s
        on s.source_system = l.source_system and s.source_object = l.source_object
        and s.field = l.field
    inner join quality.look_alike as k
        on k.source_system = s.source_system and k.source_object = s.source_object
        and k.field = case when s.is_kept then s.other_field else s.field end
        and k.other_field = case when s.is_kept then s.field else s.other_field end
    inner join quality.field_profile as p
        on p.source_system = s.source_system and p.source_object = s.source_object
        and p.field = s.other_field
    where l.attention_rank <= 500
)

select field_key, label, vendor_field, field, is_kept, by_label, by_name, filled, both_filled,
       equal_values, agreement_ratio, verdict, is_to_merge
from placed
where place <= 20
order by field_key, place

-- name: page_references
select l.field_key, r.kind_label, r.verdict, r.referrers, r.referred_by, r.could_not_see
from quality.field_ledger as l
inner join quality.field_reference as r on r.field_key = l.field_key
where l.attention_rank <= 500
order by l.field_key, r.reference_rank

-- name: page_examples
with placed as (
    select l.field_key, f.rule_id, f.source_system, f.source_object, f.source_id, f.detail,
           row_number() over (
               partition by l.field_key
               order by f.finding_rank nulls last, f.rule_id, length(f.source_id), f.source_id collate "C"
           ) as place
    from quality.field_ledger as l
    inner join quality.finding as f
        on f.source_system = l.source_system and f.source_object = l.source_object
        and f.field = l.field
    where l.attention_rank <= 500 and f.source_id is not null and f.status <> 'fixed'
)

select field_key, rule_id, source_system, source_object, source_id, detail
from placed
where place <= 5
order by field_key, place

-- name: page_breaks
select l.field_key, b.break_kind, b.broke_on, b.value_before, b.value_after, b.records_touched,
       b.actor_kind, b.actor, b.evidence
from quality.field_ledger as l
inner join quality.field_break as b
    on b.source_system = l.source_system and b.source_object = l.source_object
    and b.field = l.field
where l.attention_rank <= 500
order by l.field_key, b.broke_on desc, b.break_key

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
