with
    records as (
        select
            'hubspot' as source_system,
            'owners' as source_object,
            owner_id as source_id,
            coalesce({{ comparable_email("email") }}, {{ lower_case("email") }}) as email,
            {{ blank_to_null("concat(first_name, ' ', last_name)") }} as name,
            not is_archived and not is_deleted as is_active
        from {{ ref("stg_hubspot__owners") }}
        union all
        select
            'salesforce' as source_system,
            'user' as source_object,
            user_id as source_id,
            coalesce({{ comparable_email("email") }}, {{ lower_case("email") }}) as email,
            name,
            is_active and not is_deleted as is_active
        from {{ ref("stg_salesforce__users") }}
    ),

    ranked as (
        select
            records.*,
            coalesce(email, source_system || ':' || source_id) as same_person,
            row_number() over (
                partition by coalesce(email, source_system || ':' || source_id)
                order by source_system, length(source_id), {{ byte_order("source_id") }}
            ) as place
        from records
    )

select
    ranked.source_system,
    ranked.source_id,
    {{ source_key("anchors.source_system", "anchors.source_object", "anchors.source_id") }}
    as owner_key,
    ranked.email,
    ranked.name,
    ranked.is_active,
    ranked.place
from ranked
inner join ranked as anchors on anchors.same_person = ranked.same_person and anchors.place = 1
