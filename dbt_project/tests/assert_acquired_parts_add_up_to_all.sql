-- A hit is a period in which the channels, or the campaigns, together are not the whole company.
{{ config(meta={"dagster": {"ref": {"name": "mart_acquisition_cost"}}}) -}}
{%- set measures = ["count_customers", "count_won", "count_unrated"] -%}
{%- for stage in imputable_stages() -%}
    {%- do measures.append("count_" ~ (stage | lower)) -%}
{%- endfor -%}
with
    scopes as (
        select
            basis,
            period_type,
            coalesce(period_start, date '0001-01-01') as period_start,
            scope_type,
            {%- for measure in measures %}
                sum(coalesce({{ measure }}, 0)) as {{ measure }},
            {%- endfor %}
            sum(coalesce(spend_amount_corporate, 0)) as spend_amount,
            sum(coalesce(won_amount_corporate, 0)) as won_amount
        from {{ ref("mart_acquisition_cost") }}
        where scope_type <> 'paid'
        group by basis, period_type, coalesce(period_start, date '0001-01-01'), scope_type
    )

select parts.basis, parts.period_type, parts.period_start, parts.scope_type
from scopes as parts
left join
    scopes as company
    on company.basis = parts.basis
    and company.period_type = parts.period_type
    and company.period_start = parts.period_start
    and company.scope_type = 'all'
where
    parts.scope_type <> 'all'
    and (
        company.basis is null
        or parts.spend_amount <> company.spend_amount
        or parts.won_amount <> company.won_amount
        {%- for measure in measures %} or parts.{{ measure }} <> company.{{ measure }} {%- endfor %}
    )
