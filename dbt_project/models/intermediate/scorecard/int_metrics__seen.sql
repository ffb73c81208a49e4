{#- One row per metric: whether anything can be known of it, and from which day on. A stage has to be
    proved by somebody; of what marketing did, something of that kind must have been told at all: before
    the first of it nothing is known; and what sales did is seen while one system shows us that kind, and
    holds anything of it: where nobody ever logged a call, nobody knows how many there were. -#}
{{ config(materialized="ephemeral") -}}
with
    kinds as (
        select activity_kind, min(happened_date) as first_date
        from {{ ref("fct_marketing_activity") }}
        group by activity_kind
    ),

    runs as (
        select
            source_system,
            stream,
            max(case when status in ('unavailable', 'turned_off') then 0 else 1 end) as was_read
        from {{ ref("stg_meta__runs") }}
        group by source_system, stream
    ),

    -- of the systems that are connected; where nobody says which those are, of all
    places as (
        select
            objects.source_system || ' ' || objects.source_object as named,
            ' any ' || objects.activity_types || ' ' as types,
            coalesce(runs.was_read, 1) as was_read
        from {{ ref("cnf_objects") }} as objects
        left join
            runs
            on runs.source_system = objects.source_system
            and runs.stream = objects.source_object
        where
            objects.activity_types is not null
            and (
                objects.source_system in (select known.source_system from runs as known)
                or not exists (select every_run.stream from runs as every_run)
            )
    ),

    logged as (
        select distinct activity_type
        from {{ ref("fct_sales_activity") }}
        where activity_type in ('call', 'email', 'meeting', 'message')
    ),

    told as (
        select distinct metrics.metric_id
        from {{ ref("metrics") }} as metrics
        inner join logged on metrics.seen_activity in ('any', logged.activity_type)
    ),

    activities as (
        select
            metrics.metric_id,
            max(places.was_read) = 1 as is_read,
            {{
                dbt.listagg(
                    "case when places.was_read = 0 then places.named end",
                    "', '",
                    "order by places.named",
                )
            }} as could_not_see
        from {{ ref("metrics") }} as metrics
        inner join places on places.types like '% ' || metrics.seen_activity || ' %'
        group by metrics.metric_id
    )

select
    metrics.metric_id,
    coalesce(stages.is_seen, true)
    and (metrics.seen_kind is null or kinds.activity_kind is not null)
    and (
        metrics.seen_activity is null
        or (coalesce(activities.is_read, false) and told.metric_id is not null)
    ) as is_seen,
    case
        when metrics.seen_kind is not null and kinds.activity_kind is null
        then 'any ' || replace(metrics.seen_kind, '_', ' ')
        when metrics.seen_activity is not null and told.metric_id is null
        then
            coalesce(
                activities.could_not_see,
                'any ' || replace(metrics.seen_activity, 'any', 'activity')
            )
        else coalesce(activities.could_not_see, stages.could_not_see)
    end as could_not_see,
    kinds.first_date as seen_from
from {{ ref("metrics") }} as metrics
left join {{ ref("int_stages__seen") }} as stages on stages.stage_code = metrics.seen_stage
left join kinds on kinds.activity_kind = metrics.seen_kind
left join activities on activities.metric_id = metrics.metric_id
left join told on told.metric_id = metrics.metric_id
