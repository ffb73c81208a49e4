{#- One row per heading of sales' efforts: the people worked under it, of how many it is settled what came of
    them, and how many bought; the same of everybody else who was worked, from the first activity of any
    kind; and the deals that were won. -#}
with
    people as (
        select distinct scope_type, scope_value, person_key, is_settled, is_person_won
        from {{ ref("int_sales_efforts__followed") }}
    ),

    everybody as (select * from people where scope_type = 'all'),

    became as (
        select
            people.scope_type,
            people.scope_value,
            count(*) as count_people,
            {{ count_where("people.is_settled") }} as count_settled,
            {{ count_where("people.is_person_won") }} as count_won,
            {{ count_where("everybody.is_settled") }} as count_settled_at_all,
            {{ count_where("everybody.is_person_won") }} as count_won_at_all
        from people
        inner join everybody on everybody.person_key = people.person_key
        group by people.scope_type, people.scope_value
    ),

    won as (
        select
            scope_type,
            scope_value,
            count(*) as count_won_deals,
            {{ count_where("amount_corporate is null") }} as count_without_amount,
            sum(amount_corporate) as amount
        from
            (
                select distinct scope_type, scope_value, opportunity_key, amount_corporate
                from {{ ref("int_sales_efforts__followed") }}
                where is_won
            ) as deals
        group by scope_type, scope_value
    )

select
    became.scope_type,
    became.scope_value,
    became.count_people,
    became.count_settled,
    became.count_won,
    of_all.count_settled - became.count_settled_at_all as count_others_settled,
    of_all.count_won - became.count_won_at_all as count_others_won,
    coalesce(won.count_won_deals, 0) as count_won_deals,
    coalesce(won.count_without_amount, 0) as count_without_amount,
    won.amount as won_amount
from became
inner join became as of_all on of_all.scope_type = 'all'
left join won on won.scope_type = became.scope_type and won.scope_value = became.scope_value
