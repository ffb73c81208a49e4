-- How often two systems disagree on a field, over the pairs that can be compared.
with
    counted as (
        select
            field,
            count(*) as pairs,
            {{ count_where("is_comparable") }} as pairs_comparable,
            {{ count_where("is_conflict") }} as pairs_in_conflict,
            sum(case when is_conflict then abs(amount_difference) end) as amount_difference
        from {{ ref("conflict") }}
        group by field
    )

select
    field,
    cast(pairs as bigint) as pairs,
    cast(pairs_comparable as bigint) as pairs_comparable,
    cast(pairs_comparable - pairs_in_conflict as bigint) as pairs_equal,
    cast(pairs_in_conflict as bigint) as pairs_in_conflict,
    cast(pairs - pairs_comparable as bigint) as pairs_not_comparable,
    {{ ratio("pairs_in_conflict", "pairs_comparable") }} as conflict_ratio,
    cast(amount_difference as {{ money_type() }}) as amount_difference
from counted
