-- A hit is a column of the trust table whose parts do not add up to the row of all.
{{ config(meta={"dagster": {"ref": {"name": "trust_slice"}}}) -}}
{%- set columns = [
    "opportunities",
    "opportunities_estimated",
    "recorded_amount",
    "estimated_amount",
    "amount",
    "untrusted_amount",
] -%}
with
    parts as (
        select
            {%- for column in columns %}
                sum({{ column }}) as {{ column }} {{- "," if not loop.last }}
            {%- endfor %}
        from {{ ref("trust_slice") }}
        where worst_finding <> 'all'
    ),

    whole as (select * from {{ ref("trust_slice") }} where worst_finding = 'all')

{%- for column in columns %}
    select '{{ column }}' as part_of, parts.{{ column }} as parts, whole.{{ column }} as whole
    from parts
    cross join whole
    where
        parts.{{ column }} is distinct from whole.{{ column }}
        and not (parts.{{ column }} is null and whole.{{ column }} = 0)
    {% if not loop.last %}
        union all
    {% endif %}
{%- endfor %}
