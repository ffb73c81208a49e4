-- One row per living record of a person whose own lifecycle stage says that there is an
-- opportunity, or that there was one. What fails is one of whom no opportunity of any system is
-- known: neither of the person, in whatever part, nor of the company.
{%- set ranks -%}
    select min(rank) as open_rank
    from {{ ref("glossary_stages") }}
    where is_of_opportunity and not is_exit
{%- endset %}
with
    ranks as ({{ ranks }}),

    people as (
        select source_system, source_object, source_id, person_key
        from {{ ref("int_persons__resolved") }}
        where is_alive
    ),

    told as (
        select
            people.person_key,
            people.source_system,
            people.source_object,
            people.source_id,
            records.lifecycle_stage
        from people
        inner join
            {{ ref("cnf_persons") }} as records
            on records.source_system = people.source_system
            and records.source_object = people.source_object
            and records.source_id = people.source_id
        inner join
            {{ ref("glossary_lifecycle_stages") }} as lifecycle_stages
            on lifecycle_stages.value = records.lifecycle_stage
        inner join {{ ref("glossary_stages") }} as stages on stages.code = lifecycle_stages.stage
        cross join ranks
        where stages.rank = ranks.open_rank
    ),

    proven as (
        select person_key
        from {{ ref("int_opportunity_people__linked") }}
        union
        select accounts.person_key
        from {{ ref("int_person_accounts__matched") }} as accounts
        inner join
            {{ ref("int_opportunities__unified") }} as opportunities
            on opportunities.account_key = accounts.account_key
    ),

    -- where no opportunity was read nothing can be missing
    judgeable as (
        select count(*) as count_opportunities from {{ ref("int_opportunities__unified") }}
    )

select
    'Q004' as rule_id,
    told.source_system,
    told.source_object,
    roles.field,
    told.source_id,
    proven.person_key is null as is_failed,
    case
        when proven.person_key is null
        then
            'says '
            || left(told.lifecycle_stage, 100)
            || ', and neither the person nor the company has an opportunity'
    end as detail,
    {{ nothing("text") }} as other_value
from told
inner join judgeable on judgeable.count_opportunities > 0
inner join
    {{ ref("cnf_field_roles") }} as roles
    on roles.source_system = told.source_system
    and roles.source_object = told.source_object
    and roles.field_role = 'lifecycle'
left join proven on proven.person_key = told.person_key
