{#- One row per period, scope (the company, or the team of a deal's owner) and product of which a line was
    won: by the day on which the deal was closed, as it stands today. A line counts as costed where its
    margin is known. -#}
{%- set scopes = {"all": "'all'", "team": "owners.team"} -%}
with
    won as (
        select
            lines.*,
            opportunities.close_date,
            opportunities.owner_key,
            lines.margin_amount_corporate is not null as is_costed
        from {{ ref("fct_opportunity_line") }} as lines
        inner join
            {{ ref("fct_opportunity") }} as opportunities
            on opportunities.opportunity_key = lines.opportunity_key
        where opportunities.is_won and opportunities.close_date is not null
    ),

    placed as (
        {%- for scope, column in scopes.items() %}
            {%- set outer_last = loop.last %}
            {%- for type in ["month", "quarter", "year"] %}
                select
                    won.*,
                    '{{ type }}' as period_type,
                    {{ period_start(type, "won.close_date") }} as period_start,
                    '{{ scope }}' as scope_type,
                    {{ column }} as scope_value
                from won
                left join {{ ref("dim_user") }} as owners on owners.owner_key = won.owner_key
                {% if not (loop.last and outer_last) %}
                    union all
                {% endif %}
            {%- endfor %}
        {%- endfor %}
    )

select
    period_type,
    period_start,
    scope_type,
    scope_value,
    product_key,
    count(*) as count_lines,
    {{ count_where("is_costed") }} as count_costed_lines,
    {{ count_where("net_amount_corporate is null") }} as count_unconverted_lines,
    sum(quantity) as units,
    sum(list_amount_corporate) as list_amount,
    sum(net_amount_corporate) as net_amount,
    sum(case when net_amount_corporate is not null then list_amount_corporate end) - sum(
        case when list_amount_corporate is not null then net_amount_corporate end
    ) as discount_amount,
    sum(
        case when net_amount_corporate is not null then list_amount_corporate end
    ) as priced_list_amount,
    {{ count_where("list_price is null") }} as count_unpriced_lines,
    sum(case when is_costed then quantity end) as costed_units,
    sum(case when is_costed then net_amount_corporate end) as costed_net_amount,
    sum(case when is_costed then cost_amount_corporate end) as cost_amount,
    sum(margin_amount_corporate) as gross_profit
from placed
group by period_type, period_start, scope_type, scope_value, product_key
