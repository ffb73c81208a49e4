{%- for vendor in vendors() %}
    select
        '{{ vendor }}' as source_system,
        object,
        field,
        coalesce(vendor_name, field) as vendor_name,
        label,
        vendor_type,
        column_type,
        coalesce(is_custom, false) as is_custom,
        coalesce(is_calculated, false) as is_calculated,
        coalesce(is_system, false) as is_system,
        coalesce(is_required, false) as is_required,
        coalesce(is_readable, false) as is_readable,
        is_updateable,
        max_length,
        is_restricted,
        default_value,
        formula,
        coalesce(is_loaded, is_readable, false) as is_loaded,
        not_loaded_because,
        description,
        created_at,
        _deleted_at is not null as is_deleted,
        _deleted_at as deleted_at
    from {{ source("raw_" ~ vendor, "_fields") }} {{ "union all" if not loop.last }}
{%- endfor %}
