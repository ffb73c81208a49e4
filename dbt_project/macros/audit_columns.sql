{#- What the loader knows of every record: whether and when it was deleted, which record it was merged
    into, when its vendor changed it last and when it was last read (UTC). -#}
{% macro audit_columns() -%}
    _deleted_at is not null as is_deleted,
    _deleted_at as deleted_at,
    _merged_into as merged_into,
    _source_updated_at as source_updated_at,
    _synced_at as synced_at
{%- endmacro %}
