-- A hit is a goal that would be neither reached nor missed: of a metric, channel, team or
-- colleague whom nobody knows,
-- or of a period that begins on another day.
{{ config(meta={"dagster": {"ref": {"name": "mart_scorecard"}}}) -}}
with
    goals as (
        select goals.*, {{ period_start_of("period_type", "starts_on") }} as first_day
        from {{ ref("int_goals__agreed") }} as goals
    )

select goals.told_by, goals.metric_id, goals.period_type, goals.starts_on, goals.scope_value
from goals
left join {{ ref("metrics") }} as metrics on metrics.metric_id = goals.metric_id
left join {{ ref("glossary_channels") }} as channels on channels.code = goals.scope_value
left join {{ ref("glossary_teams") }} as teams on teams.code = goals.scope_value
left join {{ ref("glossary_teams") }} as answering on answering.code = goals.owner_team
left join {{ ref("dim_user") }} as owners on owners.owner_key = goals.scope_value
where
    goals.starts_on <> goals.first_day
    or metrics.metric_id is null
    or answering.code is null
    or (goals.scope = 'channel' and channels.code is null)
    or (goals.scope = 'team' and teams.code is null)
    or (goals.scope = 'owner' and owners.owner_key is null)
