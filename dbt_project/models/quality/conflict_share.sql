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
        select field, sum(amount) as amount, sum(amount_estimated) as amount_estimated
        from
            (
                select
                    field,
                    opportunity_key,
                    max(open_amount_corporate) as amount,
                    max(open_amount_estimated) as amount_estimated
                from {{ ref("conflict") }}
                where opportunity_key is not null
                group by field, opportunity_key
            ) as once
        group by field
    ),

    -- the worst rule that judges pairs by the field; of a field that none does, the worst that
    -- reads it
    judging as (
        select
            reads.field,
            rules.severity,
            rules.severity_weight,
            row_number() over (
                partition by reads.field
                order by
                    case when rules.level = 'pair' then 0 else 1 end,
                    rules.severity_weight desc,
                    rules.rule_id
            ) as row_rank
        from {{ ref("quality_rule_reads") }} as reads
        inner join {{ ref("int_quality__rules") }} as rules on rules.rule_id = reads.rule_id
        where reads.system = '*'
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
    cast(touched.amount_estimated as {{ money_type() }}) as open_amount_estimated,
    counted.oldest_since_at,
    cast(counted.pairs_dated as bigint) as pairs_dated,
    judging.severity,
    cast(
        row_number() over (
            order by
                case when counted.pairs_in_conflict > 0 then 0 else 1 end,
                {{
                    quality_worst_first(
                        "judging.severity_weight", "touched.amount", "touched.amount_estimated"
                    )
                }},
                counted.pairs_in_conflict desc,
                counted.field
        ) as integer
    ) as share_rank
from counted
left join touched on touched.field = counted.field
left join judging on judging.field = counted.field and judging.row_rank = 1
