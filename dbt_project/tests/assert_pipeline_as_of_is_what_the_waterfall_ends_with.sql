-- A hit is a month or quarter of which as many are open and due at its end in neither table as in
-- the other.
{{ config(meta={"dagster": {"ref": {"name": "mart_pipeline_waterfall"}}}) -}}
with
    standing as (
        select periods.period_type, periods.period_start, count(*) as count_end
        from {{ ref("int_pipeline_periods__listed") }} as periods
        inner join
            {{ ref("fct_opportunity_state") }} as states
            on states.valid_from_at < periods.ends_at
            and (states.valid_to_at is null or states.valid_to_at >= periods.ends_at)
            and states.close_date >= periods.period_start
            and states.close_date < periods.next_start
        where states.is_open
        group by periods.period_type, periods.period_start
    )

select waterfall.period_type, waterfall.period_start
from {{ ref("mart_pipeline_waterfall") }} as waterfall
left join
    standing
    on standing.period_type = waterfall.period_type
    and standing.period_start = waterfall.period_start
where waterfall.scope_type = 'all' and waterfall.count_end <> coalesce(standing.count_end, 0)
