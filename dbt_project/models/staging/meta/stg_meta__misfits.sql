{%- for vendor in vendors() %}
    select
        '{{ vendor }}' as source_system,
        object,
        record_id,
        field,
        declared_type,
        value,
        _deleted_at is not null as is_deleted
    from {{ source("raw_" ~ vendor, "_misfits") }} {{ "union all" if not loop.last }}
{%- endfor %}
