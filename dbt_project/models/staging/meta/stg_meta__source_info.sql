{%- for vendor in vendors() %}
    select '{{ vendor }}' as source_system, account_id, currency, time_zone, ui_url
    from {{ source("raw_" ~ vendor, "_source") }} {{ "union all" if not loop.last }}
{%- endfor %}
