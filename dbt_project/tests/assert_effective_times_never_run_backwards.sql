-- A hit is a stage whose effective time lies before that of the stage before it.
with
    ordered as (
        select
            cycle_key,
            stage_code,
            effective_at,
            lag(effective_at) over (partition by cycle_key order by stage_rank) as previous_at
        from {{ ref("fct_funnel_stage_event") }}
        where stage_code in {{ codes_in(funnel_stages()) }}
    )

select cycle_key, stage_code
from ordered
where effective_at < previous_at
