{{ config(materialized="view") }}
{#- Forms that were sent in, and campaigns answered, by which a person asks for us as the glossary has it.
    Of one that is known by its day only nobody can say since when the person waits. -#}
with
    asked as (
        select distinct system, normalised_form
        from {{ ref("glossary_lead_type_rules") }}
        where normalised_form is not null
    )

select
    touches.source_system,
    touches.source_object,
    touches.source_id,
    touches.name as form_name,
    asked.normalised_form,
    persons.person_key,
    touches.touched_at as raised_at
from {{ ref("cnf_touches") }} as touches
inner join
    asked
    on asked.system = touches.source_system
    and asked.normalised_form = {{ lower_case(trimmed("touches.name")) }}
left join
    {{ ref("int_persons__resolved") }} as persons
    on persons.source_system = touches.source_system
    and persons.source_object = touches.person_object
    and persons.source_id = touches.person_id
where touches.touched_at <= {{ as_of() }}
