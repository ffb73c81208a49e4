{%- for vendor in vendors() %}
    select '{{ vendor }}' as source_system, account_id, checked_at
    from {{ source("raw_" ~ vendor, "_source") }} {{ "union all" if not loop.last }}
{%- endfor %}
