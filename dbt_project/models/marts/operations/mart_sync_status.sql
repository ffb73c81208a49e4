-- No unit test: it reads every stream there is, so that each new one would have to be named in it;
-- the tests of loading and of whole worlds read what it says.
with
    counted as (
        {%- for stream in streams() %}
            select
                '{{ stream.vendor }}' as source_system,
                '{{ stream.name }}' as stream,
                count(case when not is_deleted then 1 end) as rows_alive,
                count(case when is_deleted then 1 end) as rows_deleted,
                count(case when synced_at = {{ as_of() }} then 1 end) as rows_changed,
                max(source_updated_at) as newest_source_update
            from {{ ref(stream.staging) }}
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    misfitting as (
        select source_system, object as stream, count(*) as misfits
        from {{ ref("stg_meta__misfits") }}
        where not is_deleted
        group by source_system, object
    ),

    -- runs at one as_of are told apart by the machine's clock, the only place it is kept
    runs as (
        select
            runs.*,
            row_number() over (
                partition by source_system, stream
                order by as_of desc nulls last, started_at desc nulls last
            ) as row_rank
        from {{ ref("stg_meta__runs") }} as runs
    ),

    -- a run that changed nothing does not count again
    reconciled as (
        select
            reconciliation.*,
            row_number() over (
                partition by source_system, stream order by as_of desc nulls last, run_id desc
            ) as row_rank
        from {{ ref("stg_meta__reconciliation") }} as reconciliation
    ),

    -- What this company has no use for is not there; that hides nothing.
    unused as (select * from {{ ref("cnf_unused_streams") }})

select
    counted.source_system,
    counted.stream,
    case
        when runs.status = 'unavailable' and unused.stream is not null
        then 'not_used'
        else coalesce(runs.status, 'never_run')
    end as status,
    case
        when runs.status = 'unavailable' then coalesce(unused.reason, runs.note) else runs.note
    end as note,
    counted.rows_alive,
    counted.rows_deleted,
    counted.rows_changed,
    coalesce(misfitting.misfits, 0) as misfits,
    runs.as_of as last_as_of,
    counted.newest_source_update,
    cast(reconciled.source_count as bigint) as source_count,
    cast(reconciled.difference as bigint) as difference,
    case when reconciled.source_count is not null then reconciled.as_of end as counted_at
from counted
left join
    runs
    on runs.source_system = counted.source_system
    and runs.stream = counted.stream
    and runs.row_rank = 1
left join
    reconciled
    on reconciled.source_system = counted.source_system
    and reconciled.stream = counted.stream
    and reconciled.row_rank = 1
left join unused on unused.source_system = counted.source_system and unused.stream = counted.stream
left join
    misfitting
    on misfitting.source_system = counted.source_system
    and misfitting.stream = counted.stream
