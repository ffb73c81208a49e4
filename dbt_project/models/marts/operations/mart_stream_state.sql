-- How fresh each stream is, judged against the newest run and never against a clock. A system of
-- which nothing was ever read is not connected.
with
    streams as (select * from {{ ref("mart_sync_status") }}),

    newest as (select max(last_as_of) as as_of from streams),

    systems as (
        select
            source_system,
            max(case when status = 'ok' or rows_alive > 0 then 1 else 0 end) = 1 as is_connected
        from streams
        group by source_system
    )

select
    streams.source_system,
    streams.stream,
    systems.is_connected,
    case
        when streams.status in ('not_used', 'turned_off')
        then streams.status
        when coalesce(streams.status, 'never_run') = 'never_run'
        then 'never_synced'
        when streams.status <> 'ok'
        then 'could_not_see'
        when coalesce(streams.last_as_of = newest.as_of, newest.as_of is null)
        then 'refreshed'
        else 'did_not_refresh'
    end as state,
    newest.as_of
from streams
inner join systems on systems.source_system = streams.source_system
cross join newest
