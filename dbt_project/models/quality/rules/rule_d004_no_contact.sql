{{ config(materialized="view") }}

-- Not judged: a system in which no opportunity names anybody, or whose links to people nobody
-- let us read. There such links are kept elsewhere or are out of sight, which is no fault of a
-- record.
with
    ids as (
        select source_system, source_object, field
        from {{ ref("cnf_field_roles") }}
        where field_role = 'record_id'
    ),

    people as (select distinct opportunity_key from {{ ref("bridge_opportunity_person") }}),

    opportunities as (
        select facts.*, people.opportunity_key is null as is_failed
        from {{ ref("fct_opportunity") }} as facts
        left join people on facts.opportunity_key = people.opportunity_key
    ),

    naming_systems as (select distinct source_system from opportunities where not is_failed),

    unseen_links as (
        select distinct unseen.source_system
        from {{ ref("int_quality__unseen") }} as unseen
        inner join
            {{ ref("cnf_field_roles") }} as roles
            on unseen.source_system = roles.source_system
            and unseen.source_object = roles.source_object
            and (unseen.field is null or unseen.field = roles.field)
        where roles.field_role = 'opportunity_person'
    )

select
    'D004' as rule_id,
    opportunities.source_system,
    opportunities.source_object,
    ids.field,
    opportunities.source_id,
    opportunities.is_failed,
    case
        when opportunities.is_failed
        then
            'nobody is named, created on '
            || cast(opportunities.created_date as {{ dbt.type_string() }})
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from opportunities
inner join
    ids
    on opportunities.source_system = ids.source_system
    and opportunities.source_object = ids.source_object
inner join naming_systems on opportunities.source_system = naming_systems.source_system
left join unseen_links on opportunities.source_system = unseen_links.source_system
where
    opportunities.is_open
    and opportunities.created_at
    < {{ dbt.dateadd("day", "-" ~ quality_parameter("contact_grace_days"), as_of()) }}
    and unseen_links.source_system is null
