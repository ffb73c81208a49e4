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

    {{ by_period_and_scope("settled") }}

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
    cast(sum({{ whole_spend() }}) as {{ money_type() }}) as spend_amount,
    cast(sum(count_unrated) as bigint) as count_unrated,
    {%- for measure in stages + ["customer", "won", "won_without_amount", "won_without_profit"] %}
        cast(sum(count_{{ measure }}) as bigint) as count_{{ measure }},
    {%- endfor %}
    sum(won_amount) as won_amount,
    sum(gross_profit) as gross_profit
from scoped
group by basis, period_type, period_start, scope_type, scope_value
