{#- A surrogate key that survives re-runs: md5 hex of 'system:object:source id'. -#}
{% macro source_key(system, object, source_id) -%}
    {{ dbt.hash(system ~ " || ':' || " ~ object ~ " || ':' || " ~ source_id) }}
{%- endmacro %}


{#- md5 hex of several values; a missing one counts as empty. -#}
{% macro key_of(values) -%}
    {%- set parts = [] -%}
    {%- for value in values -%}
        {%- do parts.append("coalesce(" ~ value ~ ", '')") -%}
    {%- endfor -%}
    {{ dbt.hash(parts | join(" || '|' || ")) }}
{%- endmacro %}
