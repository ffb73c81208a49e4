{%- for system in ["hubspot", "salesforce"] %}
    select
        '{{ system }}' as source_system,
        info.account_id,
        info.currency,
        info.time_zone,
        info.ui_url,
        checks.checked_at
    from {{ ref("stg_" ~ system ~ "__source_info") }} as info
    inner join
        {{ ref("stg_" ~ system ~ "__source_checks") }} as checks
        on checks.account_id = info.account_id
    {% if not loop.last %}
        union all
    {% endif %}
{%- endfor %}
