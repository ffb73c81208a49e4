{#- One row per metric: whether anything can be known of it, and from which day on. A stage has to be
    proved by somebody, and of what marketing did, something of that kind must have been told at all:
    before the first of it nothing is known. -#}
{{ config(materialized="ephemeral") -}}
with
    kinds as (
        select activity_kind, min(happened_date) as first_date
        from {{ ref("fct_marketing_activity") }}
        group by activity_kind
        union all
        -- when the first call was noted says nothing of what was done before
        select 'activity' as activity_kind, {{ nothing("date") }} as first_date
        from {{ ref("fct_sales_activity") }}
        where activity_type <> 'task'
        having count(*) > 0
    )

select
    metrics.metric_id,
    coalesce(stages.is_seen, true)
    and (metrics.seen_kind is null or kinds.activity_kind is not null) as is_seen,
    case
        when metrics.seen_kind is not null and kinds.activity_kind is null
        then 'any ' || replace(metrics.seen_kind, '_', ' ')
        else stages.could_not_see
    end as could_not_see,
    kinds.first_date as seen_from
from {{ ref("metrics") }} as metrics
left join {{ ref("int_stages__seen") }} as stages on stages.stage_code = metrics.seen_stage
left join kinds on kinds.activity_kind = metrics.seen_kind
