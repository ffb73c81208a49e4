{{ config(materialized="view") }}
{#- One row: what both teams agreed on how long a customer is worth something.
    No unit test: three settings as they are. -#}
select
    cast({{ glossary("deal_term_months") | trim }} as integer) as deal_term_months,
    cast({{ glossary("customer_value_months") | trim }} as integer) as customer_value_months,
    cast({{ glossary("lifetime_cap_months") | trim }} as integer) as lifetime_cap_months
