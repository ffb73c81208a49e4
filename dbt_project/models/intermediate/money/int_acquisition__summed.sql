{#- One row per basis, period and scope: counts and costs added up. -#}
{%- set stages = imputable_stages() | map("lower") | list -%}
{%- set window = glossary("cohort_window_days") | trim -%}
with
    measured as (
        select
            measured.*,
            paid.code is not null as is_paid,
            cast({{ dbt.dateadd("month", 1, "measured.month") }} as date) as next_month
        from {{ ref("int_acquisition__measured") }} as measured
        left join
            {{ ref("glossary_channels") }} as paid on paid.code = measured.channel and paid.is_paid
    ),

    -- the day from which on nothing that a month is divided by can still come
    settled as (
        select
            measured.*,
            coalesce(
                case
                    basis
                    when 'cohort'
                    then cast({{ dbt.dateadd("day", window, "next_month") }} as date)
                    when 'lagged'
                    then cast({{ dbt.dateadd("month", "lag_months", "next_month") }} as date)
                    else next_month
                end
                <= {{ reporting_day() }},
                false
            ) as is_mature
        from measured
    ),

    placed as (
        {%- for period_type in ["month", "quarter"] %}
            select
                '{{ period_type }}' as period_type,
                {{ period_start(period_type, "month") }} as period_start,
                settled.*
            from settled
            union all
        {%- endfor %}
        {%- for period_type in ["mature", "all"] %}
            select
                '{{ period_type }}' as period_type, {{ nothing("date") }} as period_start, settled.*
            from settled {{ "where is_mature" if period_type == "mature" }}
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    scoped as (
        {%- for scope, value in {
            "all": "'all'",
            "paid": "'paid'",
            "channel": "channel",
            "campaign_name": "comparable_campaign",
        }.items() %}
            select '{{ scope }}' as scope_type, {{ value }} as scope_value, placed.*
            from placed {{ "where is_paid" if scope == "paid" }}
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    )

select
    basis,
    period_type,
    period_start,
    scope_type,
    scope_value,
    case when scope_type = 'campaign_name' then min(campaign_name) end as campaign_name,
    min(case when is_mature then 1 else 0 end) = 1 as is_mature,
    max(lag_months) as lag_months,
    {%- for cost_basis in ["media", "program", "people"] %}
        cast(sum({{ cost_basis }}_amount) as {{ money_type() }}) as {{ cost_basis }}_amount,
    {%- endfor %}
    cast(
        sum(
            case
                when
                    media_amount is not null
                    or program_amount is not null
                    or people_amount is not null
                then
                    coalesce(media_amount, 0)
                    + coalesce(program_amount, 0)
                    + coalesce(people_amount, 0)
            end
        ) as {{ money_type() }}
    ) as spend_amount,
    cast(sum(count_unrated) as bigint) as count_unrated,
    {%- for measure in stages + ["customer", "won", "won_without_amount"] %}
        cast(sum(count_{{ measure }}) as bigint) as count_{{ measure }},
    {%- endfor %}
    sum(won_amount) as won_amount
from scoped
group by basis, period_type, period_start, scope_type, scope_value
