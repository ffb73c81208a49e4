-- A hit is a goal of a colleague whom nobody knows, or of a period that begins on another day: it
-- would be
-- neither reached nor missed.
{{ config(meta={"dagster": {"ref": {"name": "mart_scorecard"}}}) -}}
with
    goals as (
        select
            metric,
            period,
            starts_on,
            owner_email,
            {{ period_start_of("period", "starts_on") }} as first_day
        from {{ ref("glossary_goals") }}
    )

select goals.metric, goals.period, goals.starts_on, goals.owner_email
from goals
left join {{ ref("dim_user") }} as owners on lower(owners.email) = lower(trim(goals.owner_email))
where
    goals.starts_on <> goals.first_day
    or (goals.owner_email is not null and owners.owner_key is null)
