{#- One row per stage: whether the records that prove it could be read at all. A stage that
    opportunities prove is seen only if every connected system shows its opportunities; any other is
    seen while one kind of its records is. -#}
with
    runs as (
        {%- for system in ["hubspot", "salesforce"] %}
            select
                '{{ system }}' as system,
                stream,
                max(case when status = 'unavailable' then 0 else 1 end) = 1 as was_read
            from {{ ref("stg_" ~ system ~ "__runs") }}
            group by stream
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    objects as (
        select distinct
            stage as stage_code,
            system,
            split_part(source, '.', 1) as object,
            split_part(source, '.', 1) in ('opportunity', 'deals') as is_opportunity
        from {{ ref("glossary_stage_evidence") }}
    ),

    looked_at as (
        select
            objects.stage_code,
            objects.is_opportunity,
            coalesce(runs.was_read, true) as was_read,
            objects.system || ' ' || objects.object as named,
            max(case when objects.is_opportunity then 1 else 0 end) over (
                partition by objects.stage_code
            )
            = 1 as needs_opportunities
        from objects
        left join runs on runs.system = objects.system and runs.stream = objects.object
    )

select
    stage_code,
    case
        when max(case when needs_opportunities then 1 else 0 end) = 1
        then max(case when is_opportunity and not was_read then 1 else 0 end) = 0
        else max(case when was_read then 1 else 0 end) = 1
    end as is_seen,
    {{ dbt.listagg("case when not was_read then named end", "', '", "order by named") }}
    as could_not_see
from looked_at
group by stage_code
