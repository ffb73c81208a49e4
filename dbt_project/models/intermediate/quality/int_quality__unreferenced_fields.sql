-- Whether nothing refers to a field, said only where that was looked for: what shows fields to
-- people was seen, whatever else the system tells was read whole, and something there refers to
-- some field of the object. Null where it cannot be said.
with
    kinds as (
        select
            field_key,
            source_system,
            source_object,
            field,
            max(case when verdict = 'yes' then 1 else 0 end) as is_referred,
            max(
                case
                    when reference_kind in ('layout', 'form') and verdict <> 'could_not_see'
                    then 1
                    else 0
                end
            ) as is_sight_of_people_seen,
            max(
                case when reference_kind = 'formula' and verdict = 'could_not_see' then 1 else 0 end
            ) as is_a_formula_untold
        from {{ ref("field_reference") }}
        group by field_key, source_system, source_object, field
    ),

    half_read as (
        select distinct source_system
        from {{ ref("int_quality__reference_sight") }}
        where is_offered and could_not_see is not null
    ),

    set_up as (
        select distinct source_system, source_object from {{ ref("int_quality__field_references") }}
    )

select
    kinds.source_system,
    kinds.source_object,
    kinds.field,
    case
        when kinds.is_referred = 1
        then false
        when
            kinds.is_sight_of_people_seen = 1
            and kinds.is_a_formula_untold = 0
            and half_read.source_system is null
            and set_up.source_object is not null
        then true
    end as is_unreferenced
from kinds
left join half_read on kinds.source_system = half_read.source_system
left join
    set_up
    on kinds.source_system = set_up.source_system
    and kinds.source_object = set_up.source_object
