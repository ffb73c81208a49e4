{#- One row per statement of a cost that counts and month: its share by days. Shares are cut from the sum
    that grows day by day, so that they add up to the statement to the last place. -#}
with
    spend as (
        select *, cast({{ dbt.date_trunc("month", "spent_from") }} as date) as first_month
        from {{ ref("fct_marketing_spend") }}
        where is_counted
    ),

    months as (
        select
            spend.*,
            cast({{ dbt.dateadd("month", "numbers.n - 1", "spend.first_month") }} as date) as month,
            cast({{ dbt.dateadd("month", "numbers.n", "spend.first_month") }} as date) as next_month
        from spend
        -- half a century
        inner join
            ({{ numbers_to(600) }}) as numbers
            on numbers.n <= 1 + {{ dbt.datediff("spend.first_month", "spend.spent_to", "month") }}
    ),

    passed as (
        select
            months.*,
            {{ days_between("spent_from", greatest_of(["month", "spent_from"])) }} as days_before,
            case
                when next_month > spent_to
                then count_days
                else {{ days_between("spent_from", "next_month") }}
            end as days_after
        from months
    )

select
    spend_key,
    month,
    channel,
    campaign_name,
    {{ comparable_source("campaign_name") }} as comparable_campaign,
    cost_basis,
    counted_amount_corporate is null as is_unrated,
    {%- for edge in ["after", "before"] %}
        {{ "- " if not loop.first }} case
            when days_{{ edge }} = count_days
            then counted_amount_corporate
            when days_{{ edge }} = 0
            then 0
            else
                {{
                    rounded(
                        "cast(counted_amount_corporate as "
                        ~ double_type()
                        ~ ") * days_"
                        ~ edge
                        ~ " / count_days",
                        4,
                    )
                }}
        end
    {%- endfor %} as amount_corporate
from passed
