with
    records as (
        select
            source_system,
            source_object,
            source_id,
            coalesce({{ comparable_email("email") }}, {{ lower_case("email") }}) as email,
            name,
            name_rank,
            is_active
        from {{ ref("cnf_owners") }}
    ),

    -- without an address a record is somebody of its own
    alike as (
        select
            records.*,
            coalesce(
                email, source_system || ':' || source_object || ':' || source_id
            ) as same_person
        from records
    ),

    ranked as (
        select
            alike.*,
            row_number() over (
                partition by same_person
                order by
                    source_system, source_object, length(source_id), {{ byte_order("source_id") }}
            ) as row_rank
        from alike
    )

select
    ranked.source_system,
    ranked.source_object,
    ranked.source_id,
    {{ source_key("anchors.source_system", "anchors.source_object", "anchors.source_id") }}
    as owner_key,
    ranked.email,
    ranked.name,
    ranked.name_rank,
    ranked.is_active,
    ranked.row_rank
from ranked
inner join ranked as anchors on anchors.same_person = ranked.same_person and anchors.row_rank = 1
