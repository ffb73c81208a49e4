-- A hit is a breakdown whose rows do not add up to all cycles: a value was dropped or doubled.
{{ config(meta={"dagster": {"ref": {"name": "mart_channel_performance"}}}) -}}
with
    pipeline as (
        select
            sum(
                case
                    when cycle_type = 'marketing_generated' and mql_at is not null then 1 else 0
                end
            ) as count_mql,
            sum(case when is_won then 1 else 0 end) as count_won,
            sum(case when is_won then amount_corporate end) as won_amount
        from {{ ref("mart_pipeline") }}
    ),

    performance as (
        select
            breakdown,
            sum(count_mql + count_mql_imputed) as count_mql,
            sum(count_won + count_won_sales_generated + count_won_expansion) as count_won,
            sum(won_amount_corporate) as won_amount
        from {{ ref("mart_channel_performance") }}
        group by breakdown
    )

select performance.breakdown
from performance
cross join pipeline
where
    performance.count_mql <> pipeline.count_mql
    or performance.count_won <> pipeline.count_won
    or performance.won_amount is distinct from pipeline.won_amount
