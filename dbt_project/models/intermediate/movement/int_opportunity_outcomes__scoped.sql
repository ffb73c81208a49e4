{#- One row per living opportunity, period that it is counted in and scope: by the day it was closed (`basis`
    closed) and by the day it was made (created). All time is a period too. -#}
with
    opportunities as (
        select
            opportunities.opportunity_key,
            opportunities.source_system,
            opportunities.owner_key,
            owners.team,
            opportunities.channel,
            opportunities.opportunity_type,
            opportunities.amount_corporate,
            opportunities.is_won,
            opportunities.is_lost,
            opportunities.is_open,
            opportunities.created_date,
            opportunities.close_date,
            opportunities.days_to_close
        from {{ ref("fct_opportunity") }} as opportunities
        left join {{ ref("dim_user") }} as owners on owners.owner_key = opportunities.owner_key
    ),

    placed as (
        {%- for basis, day in {"closed": "close_date", "created": "created_date"}.items() %}
            {%- for period_type in movement_periods() %}
                select
                    opportunities.*,
                    '{{ basis }}' as basis,
                    '{{ period_type }}' as period_type,
                    {{ period_start(period_type, day) }} as period_start
                from opportunities
                where {{ day }} is not null {{- " and not is_open" if basis == "closed" }}
                union all
            {%- endfor %}
            select
                opportunities.*,
                '{{ basis }}' as basis,
                'all' as period_type,
                date '0001-01-01' as period_start
            from opportunities {{ "where not is_open" if basis == "closed" }}
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    )

    {{ scoped("placed") }}
