{#- One row per living opportunity, period that it is counted in and scope: by the day it was closed (`basis`
    closed) and by the day it was made (created). All time is a period too. -#}
with
    opportunities as (
        select
            opportunity_key,
            source_system,
            owner_key,
            channel,
            opportunity_type,
            amount_corporate,
            is_won,
            is_lost,
            is_open,
            created_date,
            close_date,
            days_to_close
        from {{ ref("fct_opportunity") }}
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
