with
    customers as (
        select distinct people.person_key
        from {{ ref("int_opportunity_people__linked") }} as people
        inner join
            {{ ref("int_opportunities__unified") }} as opportunities
            on opportunities.opportunity_key = people.opportunity_key
        where opportunities.is_won
    )

select
    persons.person_key,
    persons.email,
    {{ blank_to_null(list_part("persons.email", "@", 2)) }} as email_domain,
    persons.first_name,
    persons.last_name,
    persons.title,
    persons.country,
    {%- for id in source_ids("person") %} persons.{{ id.column }}, {%- endfor %}
    persons.account_key,
    persons.account_match_method,
    persons.account_match_score,
    persons.is_account_ambiguous,
    persons.owner_key,
    persons.lifecycle_stage,
    persons.lead_status,
    persons.lead_source,
    persons.original_source,
    persons.original_source_detail,
    persons.first_landing_page,
    persons.channel,
    persons.created_at,
    customers.person_key is not null as is_customer
from {{ ref("int_persons__described") }} as persons
left join customers on customers.person_key = persons.person_key
