-- One row per living record that ids tie to one of another system; of several that their system
-- holds to be one, the record that was made last is told.
with
    contradicting as (
        select source_system, source_object, source_id, near_node, far_node
        from {{ ref("int_person_ties__contradicting") }}
    ),

    records as (select * from {{ ref("int_person_records__unioned") }}),

    grouped as (
        select groups.label, records.*
        from records
        inner join {{ ref("int_person_groups__stated") }} as groups on groups.node = records.node
        where records.is_alive
    ),

    linked as (select label from grouped group by label having count(distinct source_system) > 1),

    failed as (
        select
            contradicting.source_system,
            contradicting.source_object,
            contradicting.source_id,
            min(near_side.source_system) as other_source_system,
            min(near_side.source_object || ' ' || near_side.source_id) as first_record,
            min(far_side.source_object || ' ' || far_side.source_id) as next_record,
            count(*) as count_others
        from contradicting
        inner join records as near_side on near_side.node = contradicting.near_node
        inner join records as far_side on far_side.node = contradicting.far_node
        group by contradicting.source_system, contradicting.source_object, contradicting.source_id
    ),

    titles as ({{ vendor_title_rows() }})

select
    'I005' as rule_id,
    grouped.source_system,
    grouped.source_object,
    roles.field,
    grouped.source_id,
    failed.source_id is not null as is_failed,
    case
        when failed.source_id is not null
        then
            'tied to '
            || failed.first_record
            || ' and '
            || failed.next_record
            || case
                when failed.count_others > 1
                then ', and ' || cast(failed.count_others - 1 as {{ dbt.type_string() }}) || ' more'
                else ''
            end
            || ', which '
            || titles.title
            || ' holds to be different people.'
    end as detail,
    failed.next_record as other_value
from grouped
inner join linked on linked.label = grouped.label
inner join
    {{ ref("cnf_field_roles") }} as roles
    on roles.source_system = grouped.source_system
    and roles.source_object = grouped.source_object
    and roles.field_role = 'record_id'
left join
    failed
    on failed.source_system = grouped.source_system
    and failed.source_object = grouped.source_object
    and failed.source_id = grouped.source_id
left join titles on titles.source_system = failed.other_source_system
