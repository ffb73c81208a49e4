{#- What contacts cost that are paid for in vain: by the prices that the glossary has for so many contacts.
    What is unreachable for several reasons is in each of them, and once in paid_in_vain. Who asked for less can
    still be reached, and stands beside them. -#}
{%- set reasons = {
    "paid_for": "true",
    "paid_in_vain": "is_paid_in_vain",
    "no_address": "has_no_address",
    "bounced": "has_bounced",
    "opted_out": "has_opted_out",
    "opted_out_elsewhere": "has_opted_out_elsewhere",
    "duplicate": "is_duplicate",
    "junk": "is_junk",
    "opted_out_of_some": "has_opted_out_of_some",
} -%}
with
    -- a system that tells of nobody whether it is paid for, is not paid by the contact, or hides it
    systems as (
        select
            source_system, max(case when is_paid_for is not null then 1 else 0 end) = 1 as is_told
        from {{ ref("cnf_marketing_contacts") }}
        group by source_system
    ),

    contacts as (select * from {{ ref("fct_marketing_contact") }}),

    counted as (
        {%- for reason, condition in reasons.items() %}
            select
                systems.source_system,
                systems.is_told,
                {{ loop.index }} as reason_rank,
                '{{ reason }}' as reason,
                case
                    when systems.is_told and count(contacts.source_id) = 0
                    then 0
                    when systems.is_told and count({{ condition }}) > 0
                    then {{ count_where("contacts.source_id is not null and " ~ condition) }}
                end as count_contacts,
                cast(
                    case when systems.is_told then count(contacts.source_id) end as bigint
                ) as count_paid_for
            from systems
            left join contacts on contacts.source_system = systems.source_system
            group by systems.source_system, systems.is_told
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    prices as (
        select
            system,
            up_to_contacts,
            monthly_price,
            coalesce(
                lag(up_to_contacts) over (partition by system order by up_to_contacts), -1
            ) as above_contacts
        from {{ ref("glossary_marketing_contact_prices") }}
    ),

    priced_systems as (select distinct system from prices),

    priced as (
        select
            counted.*,
            priced_systems.system is not null as has_prices,
            paid.monthly_price as monthly_price,
            without_them.monthly_price as price_without_them
        from counted
        left join priced_systems on priced_systems.system = counted.source_system
        left join
            prices as paid
            on paid.system = counted.source_system
            and counted.count_paid_for > paid.above_contacts
            and counted.count_paid_for <= paid.up_to_contacts
        left join
            prices as without_them
            on without_them.system = counted.source_system
            and counted.count_paid_for - counted.count_contacts > without_them.above_contacts
            and counted.count_paid_for - counted.count_contacts <= without_them.up_to_contacts
    )

select
    source_system,
    reason,
    cast(reason_rank as bigint) as reason_rank,
    count_contacts,
    count_paid_for,
    {{ ratio("count_contacts", "count_paid_for") }} as contact_ratio,
    case
        when not is_told
        then 'not_told'
        when not has_prices
        then 'no_prices'
        when monthly_price is null
        then 'beyond_prices'
        else 'told'
    end as price_state,
    {{ money("monthly_price") }} as monthly_price_corporate,
    {{
        money(
            "monthly_price * cast(count_contacts as "
            ~ double_type()
            ~ ") / nullif(count_paid_for, 0)"
        )
    }} as monthly_share_corporate,
    {{
        money(
            "case when reason not in ('paid_for', 'opted_out_of_some') then monthly_price - price_without_them end"
        )
    }}
    as monthly_saving_corporate
from priced
