-- name: systems
select st.source_system, st.is_connected,
       cast(count(case when st.state not in ('not_used', 'turned_off') then 1 end) as bigint) as streams,
       cast(count(case when st.state in ('refreshed', 'did_not_refresh') then 1 end) as bigint)
           as streams_seen,
       cast(coalesce(sum(case when st.state not in ('not_used', 'turned_off') then s.rows_alive end), 0) as bigint)
           as records,
       cast(max(case when st.state not in ('not_used', 'turned_off') then s.newest_source_update end) as timestamp)
           as newest
from marts.mart_stream_state as st
inner join marts.mart_sync_status as s
    on s.source_system = st.source_system and s.stream = st.stream
group by st.source_system, st.is_connected
order by st.source_system

-- name: faults
-- of each kind the first few, and how many there are
with ranked as (
    select *,
           row_number() over (
               partition by fault order by source_system, stream collate "C"
           ) as place,
           count(*) over (partition by fault) as faults
    from marts.mart_stream_fault
)

select fault, label, source_system, stream, note, last_as_of, source_count, rows_alive,
       difference, faults,
       faults - count(*) over (partition by fault) as left_out
from ranked
where place <= 8
order by fault_rank, place
