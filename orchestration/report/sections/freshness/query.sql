-- name: systems
select st.source_system, st.is_connected,
       cast(count(case when st.state <> 'not_used' then 1 end) as bigint) as streams,
       cast(count(case when st.state in ('refreshed', 'did_not_refresh') then 1 end) as bigint)
           as streams_seen,
       cast(coalesce(sum(case when st.state <> 'not_used' then s.rows_alive end), 0) as bigint)
           as records,
       cast(max(case when st.state <> 'not_used' then s.newest_source_update end) as timestamp)
           as newest
from marts.mart_stream_state as st
inner join marts.mart_sync_status as s
    on s.source_system = st.source_system and s.stream = st.stream
group by st.source_system, st.is_connected
order by st.source_system

-- name: faults
-- of each kind the first few, and how many there are
with faulty as (
    select 'unseen' as kind, source_system, stream
    from marts.mart_stream_state
    where is_connected and state in ('could_not_see', 'never_synced')
    union all
    select 'stale' as kind, source_system, stream
    from marts.mart_stream_state
    where is_connected and state = 'did_not_refresh'
    union all
    select 'differing' as kind, st.source_system, st.stream
    from marts.mart_stream_state as st
    inner join marts.mart_sync_status as s
        on s.source_system = st.source_system and s.stream = st.stream
    where st.is_connected and s.difference <> 0
),

ranked as (
    select f.kind, s.source_system, s.stream, s.note, s.last_as_of, s.source_count, s.rows_alive,
           s.difference,
           row_number() over (
               partition by f.kind order by s.source_system, s.stream collate "C"
           ) as place,
           count(*) over (partition by f.kind) as faults
    from faulty as f
    inner join marts.mart_sync_status as s
        on s.source_system = f.source_system and s.stream = f.stream
)

select kind, source_system, stream, note, cast(last_as_of as timestamp) as last_as_of,
       cast(source_count as bigint) as source_count, cast(rows_alive as bigint) as rows_alive,
       cast(difference as bigint) as difference, cast(faults as bigint) as faults,
       cast(faults - count(*) over (partition by kind) as bigint) as left_out
from ranked
where place <= 8
order by kind, place
