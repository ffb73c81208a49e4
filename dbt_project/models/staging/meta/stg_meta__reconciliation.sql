{%- for vendor in vendors() %}
    select
        '{{ vendor }}' as source_system,
        run_id,
        stream,
        as_of,
        source_count,
        warehouse_count,
        difference
    from {{ source("raw_" ~ vendor, "_reconciliation") }} {{ "union all" if not loop.last }}
{%- endfor %}
