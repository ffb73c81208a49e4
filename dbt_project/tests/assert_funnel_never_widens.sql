-- A hit is a lead cycle that marketing generated and that reached a stage without the one before
-- it.
-- Imputation should have filled the gap: look at int_funnel_events__imputed.
select cycle_key
from {{ ref("mart_pipeline") }}
where
    cycle_type = 'marketing_generated'
    and (
        (won_at is not null and opp_at is null)
        or (opp_at is not null and sql_at is null)
        or (sql_at is not null and sal_at is null)
        or (sal_at is not null and mql_at is null)
        or (mql_at is not null and inq_at is null)
    )
