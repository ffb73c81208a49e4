{%- for vendor in vendors() %}
    select
        '{{ vendor }}' as source_system,
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
    from {{ source("raw_" ~ vendor, "_runs") }} {{ "union all" if not loop.last }}
{%- endfor %}
