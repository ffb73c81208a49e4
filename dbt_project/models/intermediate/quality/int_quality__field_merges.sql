-- Of two fields that say the same, the one to give up has the other here, by the best reason that
-- there is; the other has how many should be given up for it.
with
    pairs as (
        select
            look_alikes.*,
            row_number() over (
                partition by source_system, source_object, field
                order by
                    case when verdict = 'same_values' then 0 else 1 end,
                    both_filled desc,
                    {{ byte_order("other_field") }}
            ) as place
        from {{ ref("look_alike") }} as look_alikes
        where is_to_merge
    ),

    sides as (
        select
            source_system,
            source_object,
            field,
            other_field as merge_into,
            evidence as merge_evidence,
            verdict = 'fills_gaps' as has_what_the_other_lacks,
            0 as repeated_by
        from pairs
        where place = 1
        union all
        select
            source_system,
            source_object,
            other_field as field,
            null as merge_into,
            null as merge_evidence,
            null as has_what_the_other_lacks,
            1 as repeated_by
        from pairs
        where place = 1
    )

select
    source_system,
    source_object,
    field,
    max(merge_into) as merge_into,
    max(merge_evidence) as merge_evidence,
    max(case when has_what_the_other_lacks then 1 else 0 end) = 1 as has_what_the_other_lacks,
    cast(sum(repeated_by) as bigint) as repeated_by
from sides
group by source_system, source_object, field
