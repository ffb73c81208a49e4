{#- What each of so many cost: null where nothing is known of the cost, and where there is none of them. -#}
{% macro cost_per(amount, count) -%}
    {{ ratio_of_amounts(amount, count, money_type(), limit=1000000000000000) }}
{%- endmacro %}


{#- Every scope in which money is told, with the column of its value: the company, its paid channels
    together, each channel, each campaign by name. -#}
{% macro money_scopes() -%}
    {{
        return(
            {
                "all": "'all'",
                "paid": "'paid'",
                "channel": "channel",
                "campaign_name": "comparable_campaign",
            }
        )
    }}
{%- endmacro %}


{#- Common table expressions `placed` and `scoped`: each row of a relation (month, channel,
    comparable_campaign, is_paid, is_mature) once per period and scope it belongs to. -#}
{% macro by_period_and_scope(relation) -%}
    placed as (
        {%- for period_type in ["month", "quarter"] %}
            select
                '{{ period_type }}' as period_type,
                {{ period_start(period_type, "month") }} as period_start,
                {{ relation }}.*
            from {{ relation }}
            union all
        {%- endfor %}
        {%- for period_type in ["mature", "all"] %}
            select
                '{{ period_type }}' as period_type,
                {{ nothing("date") }} as period_start,
                {{ relation }}.*
            from {{ relation }} {{ "where is_mature" if period_type == "mature" }}
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    scoped as (
        {%- for scope, value in money_scopes().items() %}
            select '{{ scope }}' as scope_type, {{ value }} as scope_value, placed.*
            from placed {{ "where is_paid" if scope == "paid" }}
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    )
{%- endmacro %}


{#- What is known of a cost: all that is told, a part of it, nothing for want of a rate, nothing at all. -#}
{% macro spend_state(spend_amount, count_unrated) -%}
    case
        when {{ spend_amount }} is null and {{ count_unrated }} = 0
        then 'not_told'
        when {{ spend_amount }} is null
        then 'no_rate'
        when {{ count_unrated }} > 0
        then 'in_part'
        else 'told'
    end
{%- endmacro %}


{#- What is known of the gross profit of so many won deals. -#}
{% macro profit_state(profit, count_won, count_without_profit) -%}
    case
        when {{ count_won }} is null
        then 'could_not_see'
        when {{ count_won }} = 0
        then 'none_won'
        when {{ profit }} is null
        then 'not_known'
        when {{ count_without_profit }} > 0
        then 'in_part'
        else 'told'
    end
{%- endmacro %}


{#- Costs of three kinds as one; null where nobody tells any. -#}
{% macro whole_spend() -%}
    case
        when media_amount is not null or program_amount is not null or people_amount is not null
        then coalesce(media_amount, 0) + coalesce(program_amount, 0) + coalesce(people_amount, 0)
    end
{%- endmacro %}
