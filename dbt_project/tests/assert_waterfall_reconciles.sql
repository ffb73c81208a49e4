-- A hit is a period and scope whose waterfall does not come to what is open and due at its end.
{{ config(meta={"dagster": {"ref": {"name": "mart_pipeline_waterfall"}}}) -}}
{%- set plus = ["begin", "new", "pulled_in", "reopened"] -%}
{%- set minus = ["moved_out", "won", "lost", "deleted", "end"] -%}
select period_type, period_start, scope_type, scope_value
from {{ ref("mart_pipeline_waterfall") }}
where
    abs(
        {%- for way in plus + ["increased"] %}
            + coalesce({{ way }}_amount_corporate, 0)
        {%- endfor %}
        {%- for way in minus + ["decreased"] %}
            - coalesce({{ way }}_amount_corporate, 0)
        {%- endfor %}
    )
    > 0.01
    or 0
    {%- for way in plus %} + count_{{ way }} {%- endfor %}
    {%- for way in minus %} - count_{{ way }} {%- endfor %} <> 0
