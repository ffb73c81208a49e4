-- name: streams
select s.source_system, s.stream, st.state, s.note,
       cast(s.rows_alive as bigint) as rows_alive, cast(s.rows_deleted as bigint) as rows_deleted,
       cast(s.misfits as bigint) as misfits, cast(s.last_as_of as timestamp) as last_as_of,
       cast(s.source_count as bigint) as source_count, cast(s.difference as bigint) as difference,
       count(*) over () as streams
from marts.mart_sync_status as s
inner join marts.mart_stream_state as st
    on st.source_system = s.source_system and st.stream = s.stream
where st.is_connected
order by s.source_system, s.stream collate "C"
