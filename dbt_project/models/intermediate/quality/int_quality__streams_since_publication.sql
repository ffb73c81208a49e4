{%- set columns = {
    "source_system": "text",
    "stream": "text",
    "status": "text",
    "difference": "bigint",
} -%}
{{ config(meta={"reads_publication": {"marts.mart_sync_status": columns | list}}) }}

-- What a company does not want read, or has no use for, owes nothing.
with
    before as ({{ previous_publication("mart_sync_status", columns, schema="marts") }}),

    compared as (
        select
            streams.source_system,
            streams.stream,
            streams.status = 'ok' and coalesce(streams.difference, 0) = 0 as is_whole,
            before.status = 'ok' and coalesce(before.difference, 0) = 0 as was_whole
        from {{ ref("mart_sync_status") }} as streams
        left join
            before
            on streams.source_system = before.source_system
            and streams.stream = before.stream
        where streams.status not in ('turned_off', 'not_used', 'never_run')
    )

select source_system, stream, is_whole, not is_whole and coalesce(was_whole, true) as is_worse
from compared
