-- What did not come as it should, each with what is to be known of it: a reader of any other table
-- must know. A system that is not connected lacks nothing.
with
    streams as (
        select
            states.source_system,
            states.stream,
            states.state,
            syncs.note,
            syncs.last_as_of,
            syncs.source_count,
            syncs.rows_alive,
            syncs.difference
        from {{ ref("mart_stream_state") }} as states
        inner join
            {{ ref("mart_sync_status") }} as syncs
            on syncs.source_system = states.source_system
            and syncs.stream = states.stream
        where states.is_connected
    ),

    faults as (
        select 'unseen' as fault, 1 as fault_rank, 'Could not be seen' as label, streams.*
        from streams
        where state in ('could_not_see', 'never_synced')
        union all
        select 'stale' as fault, 2 as fault_rank, 'Did not refresh' as label, streams.*
        from streams
        where state = 'did_not_refresh'
        union all
        select
            'differing' as fault,
            3 as fault_rank,
            'Counts that differ from the source' as label,
            streams.*
        from streams
        where difference <> 0
    )

select
    source_system,
    stream,
    fault,
    fault_rank,
    label,
    case when fault = 'unseen' then note end as note,
    case when fault = 'stale' then last_as_of end as last_as_of,
    case when fault = 'differing' then source_count end as source_count,
    case when fault = 'differing' then rows_alive end as rows_alive,
    case when fault = 'differing' then difference end as difference
from faults
