-- How often two systems disagree on a field, over the pairs that can be compared.
with
    counted as (
        select
            field,
            count(*) as pairs,
            {{ count_where("is_comparable") }} as pairs_comparable,
            {{ count_where("is_conflict") }} as pairs_in_conflict,
            sum(case when is_conflict then abs(amount_difference) end) as amount_difference,
            min(differs_since_at) as oldest_since_at,
            {{ count_where("is_conflict and differs_since_at is not null") }} as pairs_dated
        from {{ ref("conflict") }}
        group by field
    ),

    -- an opportunity that is linked to several records of the other system counts once
    touched as (
        select field, sum(amount) as amount
        from
            (
                select field, opportunity_key, max(open_amount_corporate) as amount
                from {{ ref("conflict") }}
                where open_amount_corporate is not null
                group by field, opportunity_key
            ) as once
        group by field
    )

select
    counted.field,
    cast(pairs as bigint) as pairs,
    cast(pairs_comparable as bigint) as pairs_comparable,
    cast(pairs_comparable - pairs_in_conflict as bigint) as pairs_equal,
    cast(pairs_in_conflict as bigint) as pairs_in_conflict,
    cast(pairs - pairs_comparable as bigint) as pairs_not_comparable,
    {{ ratio("pairs_in_conflict", "pairs_comparable") }} as conflict_ratio,
    cast(counted.amount_difference as {{ money_type() }}) as amount_difference,
    cast(touched.amount as {{ money_type() }}) as open_amount_in_conflict,
    counted.oldest_since_at,
    cast(counted.pairs_dated as bigint) as pairs_dated
from counted
left join touched on touched.field = counted.field
