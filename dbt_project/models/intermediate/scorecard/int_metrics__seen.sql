{#- One row per metric: whether anything can be known of it. A stage has to be proved by somebody, and of
    what marketing did, something of that kind must have been told at all. -#}
{{ config(materialized="ephemeral") -}}
with kinds as (select distinct activity_kind from {{ ref("fct_marketing_activity") }})

select
    metrics.metric_id,
    coalesce(stages.is_seen, true)
    and (metrics.seen_kind is null or kinds.activity_kind is not null) as is_seen,
    case
        when metrics.seen_kind is not null and kinds.activity_kind is null
        then 'any ' || replace(metrics.seen_kind, '_', ' ')
        else stages.could_not_see
    end as could_not_see
from {{ ref("metrics") }} as metrics
left join {{ ref("int_stages__seen") }} as stages on stages.stage_code = metrics.seen_stage
left join kinds on kinds.activity_kind = metrics.seen_kind
