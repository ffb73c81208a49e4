-- One row per record and way of reaching its person that another system's record of that person can
-- be held to. What fails is the record that would still be used, not the one that says no.
with
    sides as (
        select
            field as field_role,
            source_system,
            source_object,
            source_id,
            value,
            other_source_system,
            other_source_object,
            other_source_id,
            other_value,
            is_conflict
        from {{ ref("conflict") }}
        where field in ('email_consent', 'call_consent') and is_comparable
        union all
        select
            field as field_role,
            other_source_system as source_system,
            other_source_object as source_object,
            other_source_id as source_id,
            other_value as value,
            source_system as other_source_system,
            source_object as other_source_object,
            source_id as other_source_id,
            value as other_value,
            is_conflict
        from {{ ref("conflict") }}
        where field in ('email_consent', 'call_consent') and is_comparable
    ),

    ranked as (
        select
            sides.*,
            is_conflict and other_value = 'opted out' as is_failed,
            row_number() over (
                partition by field_role, source_system, source_object, source_id
                order by
                    case when is_conflict and other_value = 'opted out' then 0 else 1 end,
                    other_source_system,
                    {{ byte_order("other_source_object") }},
                    {{ byte_order("other_source_id") }}
            ) as row_rank
        from sides
    ),

    roles as (select * from {{ ref("cnf_field_roles") }}),

    titles as ({{ vendor_title_rows() }})

select
    'X009' as rule_id,
    ranked.source_system,
    ranked.source_object,
    roles.field,
    ranked.source_id,
    ranked.is_failed,
    case
        when ranked.is_failed
        then
            case
                when ranked.field_role = 'call_consent'
                then 'may be called here, asked '
                else 'may be mailed here, asked '
            end
            || titles.title
            || ' ('
            || ranked.other_source_object
            || ' '
            || ranked.other_source_id
            || ') for no more'
    end as detail,
    case when ranked.is_failed then ranked.other_value end as other_value
from ranked
inner join
    roles
    on roles.source_system = ranked.source_system
    and roles.source_object = ranked.source_object
    and roles.field_role = ranked.field_role
inner join titles on titles.source_system = ranked.other_source_system
where ranked.row_rank = 1
