{{ config(materialized="view") }}
{#- One row per record of a person or a company, with what people look at to tell whether two are one. -#}
{%- set address = "coalesce(details.street || ', ', '') || coalesce(details.postal_code || ' ', '') || coalesce(details.city, '')" -%}
select
    'person' as kind,
    persons.source_system,
    persons.source_object,
    persons.source_id,
    {{
        blank_to_null(
            "coalesce(persons.first_name, '') || ' ' || coalesce(persons.last_name, '')"
        )
    }} as name,
    persons.email as web_or_mail,
    coalesce(details.phone, details.mobile_phone) as phone,
    {{ blank_to_null(address) }} as address,
    persons.country,
    details.birth_date as birthday,
    details.company_name,
    persons.created_at
from {{ ref("cnf_persons") }} as persons
left join
    {{ ref("cnf_details_of_persons") }} as details
    on details.source_system = persons.source_system
    and details.source_object = persons.source_object
    and details.source_id = persons.source_id
union all
select
    'account' as kind,
    accounts.source_system,
    accounts.source_object,
    accounts.source_id,
    accounts.name,
    coalesce(accounts.first_address, accounts.second_address) as web_or_mail,
    details.phone,
    {{ blank_to_null(address) }} as address,
    accounts.country,
    {{ nothing("text") }} as birthday,
    {{ nothing("text") }} as company_name,
    accounts.created_at
from {{ ref("cnf_accounts") }} as accounts
left join
    {{ ref("cnf_details_of_accounts") }} as details
    on details.source_system = accounts.source_system
    and details.source_object = accounts.source_object
    and details.source_id = accounts.source_id
