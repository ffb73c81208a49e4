-- A hit is a breakdown whose rows do not add up to all lead cycles: a value was dropped or doubled.
{{ config(meta={"dagster": {"ref": {"name": "mart_channel_performance"}}}) -}}
with
    pipeline as (
        select
            count(mql_at) as count_mql,
            count(case when disposition = 'won' then 1 end) as count_won,
            sum(case when disposition = 'won' then amount_corporate end) as won_amount
        from {{ ref("mart_pipeline") }}
    ),

    performance as (
        select
            breakdown,
            sum(count_mql) as count_mql,
            sum(count_won) as count_won,
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
    or performance.won_amount <> coalesce(pipeline.won_amount, 0)
