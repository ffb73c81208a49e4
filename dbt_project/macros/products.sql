{#- A product's code or name as records are compared by it. -#}
{% macro comparable_product(expression) -%}
    {{ lower_case(blank_to_null(expression)) }}
{%- endmacro %}

{#- Body of a query: what was sold of a product in a period beside what was in the one that it is compared
    with, the sums as (<sum>_now, <sum>_before), a row wherever either has a line. A year is compared with
    the year before alone. -#}
{% macro sales_beside(sales, periods, sums) -%}
    {%- set bases = {"period_before": "previous_start", "year_before": "year_ago_start"} -%}
    select
        period_type,
        period_start,
        period_label,
        is_complete,
        compared_with,
        compared_start,
        scope_type,
        scope_value,
        product_key,
        {%- for name in sums %}
            max(case when side = 'now' then {{ name }} end) as {{ name }}_now,
            max(case when side = 'before' then {{ name }} end) as {{ name }}_before,
        {%- endfor %}
        {{ count_where("side = 'now'") }} > 0 as is_sold_now,
        {{ count_where("side = 'before'") }} > 0 as is_sold_before
    from
        (
            {%- for basis, start in bases.items() %}
                {%- set outer_last = loop.last %}
                {%- for side, day in {"now": "period_start", "before": start}.items() %}
                    select
                        periods.period_type,
                        periods.period_start,
                        periods.period_label,
                        periods.is_complete,
                        '{{ basis }}' as compared_with,
                        periods.{{ start }} as compared_start,
                        '{{ side }}' as side,
                        sales.scope_type,
                        sales.scope_value,
                        sales.product_key,
                        {%- for name in sums %}
                            cast(sales.{{ name }} as {{ double_type() }}) as {{ name }}
                            {{- "," if not loop.last }}
                        {%- endfor %}
                    from {{ periods }} as periods
                    inner join
                        {{ sales }} as sales
                        on sales.period_type = periods.period_type
                        and sales.period_start = periods.{{ day }}
                    where
                        periods.period_type
                        in ('month', 'quarter'{{ ", 'year'" if basis == "period_before" }})
                    {% if not (loop.last and outer_last) %}
                        union all
                    {% endif %}
                {%- endfor %}
            {%- endfor %}
        ) as told
    group by
        period_type,
        period_start,
        period_label,
        is_complete,
        compared_with,
        compared_start,
        scope_type,
        scope_value,
        product_key
{%- endmacro %}
