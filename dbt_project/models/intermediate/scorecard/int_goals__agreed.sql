{#- One row per goal, those of the glossary before those of other systems: of two for the same period and
    scope the signed one counts. -#}
with
    told as (
        select
            1 as source_rank,
            'glossary' as told_by,
            metric as metric_id,
            period as period_type,
            starts_on,
            cast(target as {{ metric_type() }}) as target,
            owner_team,
            channel,
            owner_email,
            team
        from {{ ref("glossary_goals") }}
        union all
        select
            2 as source_rank,
            source_system as told_by,
            metric_id,
            period_type,
            starts_on,
            cast(target as {{ metric_type() }}) as target,
            owner_team,
            channel,
            owner_email,
            team
        from {{ ref("cnf_goals") }}
    ),

    scoped as (
        select
            told.*,
            case
                when told.channel is not null
                then 'channel'
                when told.team is not null
                then 'team'
                when told.owner_email is not null
                then 'owner'
                else 'all'
            end as scope,
            coalesce(
                told.channel,
                told.team,
                owners.owner_key,
                lower({{ trimmed("told.owner_email") }}),
                ''
            ) as scope_value
        from told
        left join
            {{ ref("dim_user") }} as owners
            on lower(owners.email) = lower({{ trimmed("told.owner_email") }})
    ),

    placed as (
        select
            scoped.*,
            row_number() over (
                partition by metric_id, period_type, starts_on, scope, scope_value
                order by source_rank, told_by
            ) as place
        from scoped
    )

select told_by, metric_id, period_type, starts_on, target, owner_team, scope, scope_value
from placed
where place = 1
