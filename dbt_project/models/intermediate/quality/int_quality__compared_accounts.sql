-- In which country two systems' records of one company say that it is. Each of the company's living
-- records is held to each one of another system; the first is that of the system which comes first
-- by name.
with
    accounts as (
        select
            resolved.account_key,
            resolved.source_system,
            resolved.source_object,
            resolved.source_id,
            records.country,
            variants.country as known_country
        from {{ ref("int_accounts__resolved") }} as resolved
        inner join
            {{ ref("cnf_accounts") }} as records
            on records.source_system = resolved.source_system
            and records.source_object = resolved.source_object
            and records.source_id = resolved.source_id
        inner join
            {{ ref("country_variants") }} as variants
            on variants.variant = {{ lower_case(trimmed("records.country")) }}
        where not records.is_deleted
    )

select
    near_side.account_key,
    near_side.source_system,
    near_side.source_object,
    near_side.source_id,
    far_side.source_system as other_source_system,
    far_side.source_object as other_source_object,
    far_side.source_id as other_source_id,
    'country' as field,
    near_side.country as value,
    far_side.country as other_value,
    true as is_comparable,
    near_side.known_country <> far_side.known_country as is_conflict
from accounts as near_side
inner join
    accounts as far_side
    on far_side.account_key = near_side.account_key
    and far_side.source_system > near_side.source_system
