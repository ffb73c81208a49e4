{#- One row per lead cycle: when it began, whether it won a new customer, and the campaign that its person
    answered first in it. A customer is new with the first deal that its account won; a won cycle
    without an account is a customer of its own. -#}
{%- set stages = funnel_stages() -%}
{%- set days = [] -%}
{%- for stage in stages -%}
    {%- do days.append("cycles." ~ (stage | lower) ~ "_date") -%}
{%- endfor -%}
with
    cycles as (
        select cycles.*, {{ least_of(days) }} as began_date
        from {{ ref("mart_pipeline") }} as cycles
    ),

    wins as (
        select
            cycle_key,
            row_number() over (
                partition by coalesce(account_key, person_key, cycle_key)
                order by won_date nulls last, cycle_key
            ) as place
        from cycles
        where is_won
    ),

    spans as (
        select
            cycle_key,
            person_key,
            began_date,
            lead(began_date) over (
                partition by person_key order by began_date, cycle_number, cycle_key
            ) as next_began_date
        from cycles
        where person_key is not null and began_date is not null
    ),

    -- a day picked in one calendar may be the eve of the same day in another
    answers as (
        select
            spans.cycle_key,
            campaigns.name as campaign_name,
            row_number() over (
                partition by spans.cycle_key
                order by members.first_responded_date, {{ byte_order("members.campaign_key") }}
            ) as place
        from spans
        inner join
            {{ ref("bridge_campaign_person") }} as members
            on members.person_key = spans.person_key
            and members.has_responded
            and members.first_responded_date
            >= cast({{ dbt.dateadd("day", -1, "spans.began_date") }} as date)
            and (
                spans.next_began_date is null
                or members.first_responded_date < spans.next_began_date
            )
        inner join
            {{ ref("dim_campaign") }} as campaigns
            on campaigns.campaign_key = members.campaign_key
            and campaigns.name is not null
    )

select
    cycles.cycle_key,
    cycles.began_date,
    coalesce(
        cycles.inq_month,
        cycles.mql_month,
        cast({{ dbt.date_trunc("month", "cycles.began_date") }} as date)
    ) as began_month,
    answers.campaign_name,
    {{ comparable_source("answers.campaign_name") }} as comparable_campaign,
    wins.cycle_key is not null as is_new_customer,
    cycles.cycle_type <> 'expansion' or wins.cycle_key is not null as is_acquisition
from cycles
left join wins on wins.cycle_key = cycles.cycle_key and wins.place = 1
left join answers on answers.cycle_key = cycles.cycle_key and answers.place = 1
