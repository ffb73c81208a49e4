-- name: fields
-- the worst verdicts first; a field is nearly constant where 99 of 100 values are one
select
    p.source_system,
    p.source_object,
    p.vendor_field as name,
    p.field,
    p.data_type,
    p.records,
    p.filled_raw,
    cast(p.fill_ratio_raw as double) as fill_ratio_raw,
    p.filled,
    cast(p.fill_ratio as double) as fill_ratio,
    p.placeholder_records,
    p.placeholders,
    p.placeholder_candidates,
    p.misfits,
    p.misfit_examples,
    p.distinct_values,
    cast(p.top_value_ratio as double) as top_value_ratio,
    cast(p.last_filled_created_at as date) as last_filled,
    p.verdict,
    v.label as verdict_label,
    p.verdict = 'used'
    and p.filled >= {{ quality_parameter("min_records") }}
    and {{ quality_is_near_constant("p") }} as is_near_constant,
    p.distinct_values = 1 and p.filled > 0 as is_constant,
    coalesce(k.field_kind, 'other') as field_kind
from {{ ref("field_profile") }} as p
left join {{ ref("field_verdict") }} as v on p.verdict = v.verdict
left join
    {{ ref("int_quality__field_kinds") }} as k
    on p.source_system = k.source_system
    and p.source_object = k.source_object
    and p.field = k.field
order by v.verdict_rank nulls last, p.source_system, p.source_object, p.field

-- name: placeholders
select
    source_system, source_object, field, placeholder, spelling, sense, records,
    is_counted_empty, why_not_empty
from {{ ref("placeholder") }}
order by records desc, source_system, source_object, field, placeholder

-- name: misfits
-- the line of each value that its column's kind does not fit
select source_system, source_object, field, source_id, declared_type, value, reading
from {{ ref("misfit") }}
order by source_system, source_object, field, length(source_id), source_id

-- name: totals
select
    cast(count(*) as bigint) as fields,
    cast(count(*) filter (where verdict = 'never_populated') as bigint) as never_populated,
    cast(count(*) filter (where verdict = 'abandoned') as bigint) as abandoned,
    cast(count(*) filter (where verdict = 'constant') as bigint) as constant,
    cast(
        count(*) filter (
            where
                verdict = 'used'
                and filled >= {{ quality_parameter("min_records") }}
                and {{ quality_is_near_constant("p") }}
        ) as bigint
    ) as near_constant,
    cast(count(*) filter (where verdict = 'too_few') as bigint) as too_few,
    cast(count(*) filter (where placeholder_records > 0) as bigint) as with_placeholders,
    cast(coalesce(sum(placeholder_records), 0) as bigint) as placeholder_values,
    cast(count(*) filter (where misfits > 0) as bigint) as with_misfits,
    cast(coalesce(sum(misfits), 0) as bigint) as misfits
from {{ ref("field_profile") }} as p

-- name: cohorts
-- by the quarter in which records were made, the last eight that have enough of them
with
    quarters as (
        select
            source_system,
            source_object,
            field,
            left(segment, 4) || ' Q' || cast(ceil(cast(right(segment, 2) as integer) / 3.0) as integer)
            as cohort,
            cast(sum(records) as bigint) as records,
            cast(sum(filled) as bigint) as filled
        from {{ ref("int_quality__segment_counts") }}
        where segment_kind = 'created_month' and segment <> ''
        group by all
        having sum(records) >= {{ quality_parameter("min_records") }}
    )

select
    source_system,
    source_object,
    field,
    cohort,
    records,
    filled,
    cast({{ ratio("filled", "records") }} as double) as fill_ratio
from quarters
qualify row_number() over (
    partition by source_system, source_object, field order by cohort desc
) <= 8
order by source_system, source_object, field, cohort

-- name: owners
-- between whose records fill the least and the most of them; who has few records says nothing
select
    source_system,
    source_object,
    field,
    count(*) as owners,
    cast(min({{ ratio("filled", "records") }}) as double) as least_ratio,
    cast(max({{ ratio("filled", "records") }}) as double) as most_ratio
from {{ ref("int_quality__segment_counts") }}
where
    segment_kind = 'owner'
    and segment <> ''
    and records >= {{ quality_parameter("min_records") }}
group by source_system, source_object, field
having count(*) > 1
order by source_system, source_object, field
