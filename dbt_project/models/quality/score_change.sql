-- Each score beside that of a reader's last look: the last publication that is a week old or older,
-- the oldest one where none is.
with
    run as (
        select
            {{ as_of() }} as as_of,
            {{ dbt.dateadd("day", "-" ~ quality_parameter("news_days"), as_of()) }} as news_since
    ),

    ranked as (
        select
            history.*,
            row_number() over (
                partition by history.metric, history.scope
                order by
                    case when history.as_of <= run.news_since then 0 else 1 end,
                    case when history.as_of <= run.news_since then history.as_of end desc,
                    history.as_of
            ) as row_rank
        from {{ ref("score_history") }} as history
        cross join run
        where history.as_of < run.as_of
    ),

    before as (select * from ranked where row_rank = 1)

select
    scores.metric,
    scores.scope,
    scores.value,
    before.value as value_before,
    before.as_of as before_as_of,
    cast(scores.value - before.value as decimal(18, 6)) as value_change,
    scores.outcome
from {{ ref("score") }} as scores
left join before on before.metric = scores.metric and before.scope = scores.scope
