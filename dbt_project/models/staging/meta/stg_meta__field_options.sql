{%- for vendor in vendors() %}
    select
        '{{ vendor }}' as source_system,
        object,
        field,
        value,
        label,
        coalesce(is_active, false) as is_active,
        position,
        _synced_at as changed_at,
        _deleted_at is not null as is_deleted
    from {{ source("raw_" ~ vendor, "_field_options") }} {{ "union all" if not loop.last }}
{%- endfor %}
