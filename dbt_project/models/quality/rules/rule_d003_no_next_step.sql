{{ config(materialized="view") }}

-- Not judged: an object on which nobody ever wrote a next step. There the field is not used,
-- which is told of the field, not of every record. What somebody wrote into many at once is none.
with
    next_steps as (
        select source_system, source_object, field
        from {{ ref("cnf_field_roles") }}
        where field_role = 'next_step'
    ),

    written as (
        select
            records.source_system,
            records.source_object,
            records.source_id,
            next_steps.field,
            placeholders.spelling,
            {{ quality_is_blank("records.next_step") }}
            or placeholders.placeholder is not null as is_empty
        from {{ ref("cnf_opportunities") }} as records
        inner join
            next_steps
            on records.source_system = next_steps.source_system
            and records.source_object = next_steps.source_object
        left join
            {{ ref("placeholder") }} as placeholders
            on next_steps.source_system = placeholders.source_system
            and next_steps.source_object = placeholders.source_object
            and next_steps.field = placeholders.field
            and placeholders.is_counted_empty
            and {{ quality_word("records.next_step") }} = placeholders.placeholder
        where not records.is_deleted
    ),

    used as (select distinct source_system, source_object from written where not is_empty)

select
    'D003' as rule_id,
    written.source_system,
    written.source_object,
    written.field,
    written.source_id,
    written.is_empty or bulk_fills.told is not null as is_failed,
    case
        when written.is_empty
        then
            'no next step'
            || coalesce(', only the placeholder ''' || written.spelling || '''', '')
            || ', created on '
            || cast(opportunities.created_date as {{ dbt.type_string() }})
        else bulk_fills.told
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from {{ ref("fct_opportunity") }} as opportunities
inner join
    written
    on opportunities.source_system = written.source_system
    and opportunities.source_object = written.source_object
    and opportunities.source_id = written.source_id
inner join
    used
    on written.source_system = used.source_system
    and written.source_object = used.source_object
left join
    {{ ref("int_quality__bulk_fills") }} as bulk_fills
    on written.source_system = bulk_fills.source_system
    and written.source_object = bulk_fills.source_object
    and written.field = bulk_fills.field
    and written.source_id = bulk_fills.source_id
left join
    {{ ref("int_quality__unseen") }} as unseen
    on written.source_system = unseen.source_system
    and written.source_object = unseen.source_object
    and written.field = unseen.field
where
    opportunities.is_open
    and opportunities.created_at
    < {{ dbt.dateadd("day", "-" ~ quality_parameter("next_step_grace_days"), as_of()) }}
    and unseen.field is null
