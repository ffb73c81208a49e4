{#- One row per piece of content and cycle of a person whom a touch of it, which is credited, met before the cycle
    became what it became. The lead is that of the last touch before it, whatever that was of; so each
    lead is of one touch, and an MQL of each piece that was met before. -#}
with
    touches as (
        select
            touches.touchpoint_key,
            touches.person_key,
            touches.content_key,
            touches.touch_at,
            touches.source_system,
            touches.source_object,
            touches.source_id,
            types.rank as type_rank,
            types.lookback_days
        from {{ ref("fct_touchpoint") }} as touches
        inner join {{ ref("glossary_touch_types") }} as types on types.code = touches.touch_type
        where touches.is_credited
    ),

    cycles as (
        select cycle_key, person_key, 'inquiry' as became, inq_at as became_at
        from {{ ref("mart_pipeline") }}
        where inq_at is not null and not is_inq_imputed
        union all
        select cycle_key, person_key, 'mql' as became, mql_at as became_at
        from {{ ref("mart_pipeline") }}
        where mql_at is not null and not is_mql_imputed
    ),

    met as (
        select
            cycles.cycle_key,
            cycles.became,
            touches.content_key,
            row_number() over (
                partition by cycles.cycle_key, cycles.became order by {{ touch_order("touches") }}
            ) as position,
            count(*) over (partition by cycles.cycle_key, cycles.became) as count_touches
        from cycles
        inner join
            touches
            on touches.person_key = cycles.person_key
            and touches.touch_at <= cycles.became_at
            and touches.touch_at
            >= {{ dbt.dateadd("day", "-touches.lookback_days", "cycles.became_at") }}
    )

select distinct content_key, cycle_key, became
from met
where content_key is not null and (became = 'mql' or position = count_touches)
