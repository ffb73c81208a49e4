{#- One row per person: the record of each object that represents them, and the best value of each
    attribute. Of several records of one object the oldest represents, converted leads first, because its
    id is the one other systems have kept. Which object's word counts first is told by its ranks. -#}
with
    persons as (select * from {{ ref("int_persons__resolved") }} where is_alive),

    records as (
        select
            persons.person_key,
            records.*,
            row_number() over (
                partition by persons.person_key, records.source_system, records.source_object
                order by
                    case when records.is_converted then 0 else 1 end,
                    records.created_at nulls last,
                    length(records.source_id),
                    {{ byte_order("records.source_id") }}
            ) as row_rank
        from {{ ref("cnf_persons") }} as records
        inner join
            persons
            on persons.source_system = records.source_system
            and persons.source_object = records.source_object
            and persons.source_id = records.source_id
    ),

    speakers as (
        select
            records.*,
            {{ by_rank("email_rank") }} as email_order,
            {{ by_rank("name_rank") }} as name_order,
            {{ by_rank("owner_rank") }} as owner_order,
            {{ by_rank("lead_rank") }} as lead_order
        from records
        where row_rank = 1
    ),

    told as (
        select
            person_key,
            {{ source_id_columns("person") }},
            lower({{ first_known("email", "email_order") }}) as email,
            {{ first_known("first_name", "name_order") }} as first_name,
            {{ first_known("last_name", "name_order") }} as last_name,
            {{ first_known("title", "name_order") }} as title,
            {{
                first_known(
                    "case when owner_id is not null then source_system end", "owner_order"
                )
            }} as owner_system,
            {{ first_known("case when owner_id is not null then owner_object end", "owner_order") }}
            as owner_object,
            {{ first_known("owner_id", "owner_order") }} as owner_id,
            {{ first_known("lifecycle_stage", "lead_order") }} as lifecycle_stage,
            {{ first_known("lead_status", "lead_order") }} as lead_status,
            {{ first_known("lead_source", "lead_order") }} as lead_source,
            {{ first_known("original_source", "lead_order") }} as original_source,
            {{ first_known("original_source_detail", "lead_order") }} as original_source_detail,
            {{ first_known("first_landing_page", "lead_order") }} as first_landing_page,
            min(created_at) as created_at
        from speakers
        group by person_key
    )

select
    told.*,
    origins.earliest_known_country as country,
    origins.channel,
    owners.owner_key,
    accounts.account_key,
    accounts.match_method as account_match_method,
    accounts.match_score as account_match_score,
    coalesce(accounts.is_ambiguous, false) as is_account_ambiguous
from told
left join
    {{ ref("int_person_origins__decided") }} as origins on origins.person_key = told.person_key
left join
    {{ ref("int_owners__resolved") }} as owners
    on owners.source_system = told.owner_system
    and owners.source_object = told.owner_object
    and owners.source_id = told.owner_id
left join
    {{ ref("int_person_accounts__matched") }} as accounts on accounts.person_key = told.person_key
