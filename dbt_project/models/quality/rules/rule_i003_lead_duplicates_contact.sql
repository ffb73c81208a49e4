-- One row per unconverted lead with an address. What fails is one whose person the same system has
-- as a contact already: of several of these, the oldest is told.
with
    people as (select * from {{ ref("int_quality__people_by_address") }}),

    pairs as (
        select
            leads.source_system,
            leads.source_object,
            leads.source_id,
            contacts.source_object as other_source_object,
            contacts.source_id as other_source_id,
            row_number() over (
                partition by leads.source_system, leads.source_object, leads.source_id
                order by contacts.created_at nulls last, contacts.node
            ) as row_rank
        from people as leads
        inner join
            people as contacts
            on contacts.email = leads.email
            and contacts.label = leads.label
            and contacts.source_system = leads.source_system
            and not contacts.is_attempt
        where leads.is_attempt
    ),

    judged as (select distinct source_system, source_object, source_id from people where is_attempt)

select
    'I003' as rule_id,
    judged.source_system,
    judged.source_object,
    roles.field,
    judged.source_id,
    pairs.source_id is not null as is_failed,
    'is ' || pairs.other_source_object || ' ' || pairs.other_source_id || ' already' as detail,
    pairs.other_source_id as other_value
from judged
inner join
    {{ ref("cnf_field_roles") }} as roles
    on roles.source_system = judged.source_system
    and roles.source_object = judged.source_object
    and roles.field_role = 'email'
left join
    pairs
    on pairs.source_system = judged.source_system
    and pairs.source_object = judged.source_object
    and pairs.source_id = judged.source_id
    and pairs.row_rank = 1
