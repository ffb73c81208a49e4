-- Breaks with whose doing they were. Where nobody is known to have written the values or made the
-- records, it is who changed the set-up of the field between the last day before the break and its
-- own; two who did may both have been it.
with
    breaks as (select * from {{ ref("int_quality__breaks") }}),

    set_up_by as (
        select
            breaks.source_system,
            breaks.source_object,
            breaks.field,
            breaks.break_kind,
            breaks.broke_on,
            min(setups.actor_kind) as actor_kind,
            min(setups.actor) as actor,
            max(setups.changed_at) as changed_at,
            max(setups.told) as told
        from breaks
        inner join
            {{ ref("cnf_setup_changes") }} as setups
            on breaks.source_system = setups.source_system
            and breaks.source_object = setups.source_object
            and breaks.field = setups.field
            and {{ reporting_date("setups.changed_at") }} >= breaks.last_day_before
            and {{ reporting_date("setups.changed_at") }} <= breaks.broke_on
        where breaks.actor is null and breaks.break_kind not in ('mass_emptied', 'mass_written')
        group by
            breaks.source_system,
            breaks.source_object,
            breaks.field,
            breaks.break_kind,
            breaks.broke_on
        having count(distinct coalesce(setups.actor, '')) = 1 and min(setups.actor) is not null
    )

select
    breaks.source_system,
    breaks.source_object,
    breaks.field,
    breaks.break_kind,
    breaks.broke_on,
    breaks.last_day_before,
    breaks.value_before,
    breaks.value_after,
    breaks.records_before,
    breaks.hits_before,
    breaks.records_after,
    breaks.hits_after,
    coalesce(breaks.actor_kind, set_up_by.actor_kind) as actor_kind,
    coalesce(breaks.actor, set_up_by.actor) as actor,
    set_up_by.changed_at as set_up_changed_at,
    coalesce(
        breaks.told,
        'changed the set-up at '
        || left({{ as_text("set_up_by.changed_at") }}, 16)
        || ' UTC: '
        || left(set_up_by.told, 255)
    ) as told
from breaks
left join
    set_up_by
    on breaks.source_system = set_up_by.source_system
    and breaks.source_object = set_up_by.source_object
    and breaks.field = set_up_by.field
    and breaks.break_kind = set_up_by.break_kind
    and breaks.broke_on = set_up_by.broke_on
