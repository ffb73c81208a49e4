-- What the records of one person say in two systems, field by field, and whether the two can be
-- compared. Each of the person's living records is held to each one of another system; the first
-- is that of the system which comes first by name. A lead that became a contact speaks no more.
with
    people as (
        select
            resolved.source_system,
            resolved.source_object,
            resolved.source_id,
            resolved.person_key,
            records.country
        from {{ ref("int_persons__resolved") }} as resolved
        inner join
            {{ ref("cnf_persons") }} as records
            on records.source_system = resolved.source_system
            and records.source_object = resolved.source_object
            and records.source_id = resolved.source_id
        where resolved.is_alive and not records.is_converted
    ),

    -- two spellings of one country are one; what names none is told elsewhere
    countries as (
        select people.*, variants.country as known_country
        from people
        inner join
            {{ ref("country_variants") }} as variants
            on variants.variant = {{ lower_case(trimmed("people.country")) }}
    ),

    unseen as (
        select unseen.source_system, unseen.source_object, roles.field_role
        from {{ ref("int_quality__unseen") }} as unseen
        inner join
            {{ ref("cnf_field_roles") }} as roles
            on roles.source_system = unseen.source_system
            and roles.source_object = unseen.source_object
            and roles.field = unseen.field
    ),

    -- what nobody let us read says neither yes nor no
    consents as (
        select
            people.person_key,
            consents.source_system,
            consents.source_object,
            consents.source_id,
            consents.channel || '_consent' as field,
            case when unseen.field_role is null then consents.is_opted_out end as is_opted_out,
            consents.is_reachable
        from {{ ref("cnf_consents") }} as consents
        inner join
            people
            on people.source_system = consents.source_system
            and people.source_object = consents.source_object
            and people.source_id = consents.source_id
        left join
            unseen
            on unseen.source_system = consents.source_system
            and unseen.source_object = consents.source_object
            and unseen.field_role = consents.channel || '_consent'
    ),

    told_consents as (
        select
            consents.*,
            case
                when is_opted_out
                then 'opted out'
                when is_reachable
                then 'may be reached'
                when not is_opted_out
                then 'not opted out'
            end as value
        from consents
    )

select
    near_side.person_key,
    near_side.source_system,
    near_side.source_object,
    near_side.source_id,
    far_side.source_system as other_source_system,
    far_side.source_object as other_source_object,
    far_side.source_id as other_source_id,
    near_side.field,
    near_side.value,
    far_side.value as other_value,
    near_side.is_opted_out is not null and far_side.is_opted_out is not null as is_comparable,
    coalesce(
        (near_side.is_opted_out and not far_side.is_opted_out and far_side.is_reachable)
        or (far_side.is_opted_out and not near_side.is_opted_out and near_side.is_reachable),
        false
    ) as is_conflict
from told_consents as near_side
inner join
    told_consents as far_side
    on far_side.person_key = near_side.person_key
    and far_side.field = near_side.field
    and far_side.source_system > near_side.source_system
union all
{{ quality_compared_countries("countries", "person_key") }}
