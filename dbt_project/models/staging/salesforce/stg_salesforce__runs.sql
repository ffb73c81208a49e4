select
    run_id,
    as_of,
    stream,
    mode,
    cursor_from,
    cursor_to,
    status,
    note,
    rows_read,
    rows_changed,
    rows_deleted,
    misfits,
    api_calls,
    started_at,
    finished_at
from {{ source("raw_salesforce", "_runs") }}
