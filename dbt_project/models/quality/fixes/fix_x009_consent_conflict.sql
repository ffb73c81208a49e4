-- Only ever out: nobody is opted in by a file.
with
    conflicts as (select * from {{ ref("conflict") }} where is_conflict),

    noes as (
        select
            field as field_role,
            source_system,
            source_object,
            source_id,
            other_source_system as system_of_no
        from conflicts
        where other_value = 'opted out'
        union
        select
            field as field_role,
            other_source_system as source_system,
            other_source_object as source_object,
            other_source_id as source_id,
            source_system as system_of_no
        from conflicts
        where value = 'opted out'
    ),

    roles as (select * from {{ ref("cnf_field_roles") }})

select
    failures.finding_key,
    failures.source_system,
    failures.source_object,
    failures.field,
    failures.source_id,
    'true' as value_after,
    min(noes.system_of_no) as agrees_with
from {{ ref("int_quality__open_failures") }} as failures
inner join
    roles
    on roles.source_system = failures.source_system
    and roles.source_object = failures.source_object
    and roles.field = failures.field
inner join
    noes
    on noes.field_role = roles.field_role
    and noes.source_system = failures.source_system
    and noes.source_object = failures.source_object
    and noes.source_id = failures.source_id
where failures.rule_id = 'X009'
group by
    failures.finding_key,
    failures.source_system,
    failures.source_object,
    failures.field,
    failures.source_id
