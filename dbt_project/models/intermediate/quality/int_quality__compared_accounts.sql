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

    {{ quality_compared_countries("accounts", "account_key") }}
