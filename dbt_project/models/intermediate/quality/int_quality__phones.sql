-- Filled telephone numbers with the country of their record. What fills a form and is nobody's
-- number is no number.
with
    filled as ({{ quality_filled_values(["phone", "other_phone"]) }}),

    fillers as (
        select junk_value from {{ ref("junk_values") }} where field_kind = 'phone' and is_certain
    ),

    countries as ({{ quality_filled_values(["country"]) }}),

    named as (
        select
            countries.source_system, countries.source_object, countries.source_id, variants.country
        from countries
        inner join
            {{ ref("country_variants") }} as variants
            on {{ lower_case(quality_trimmed("countries.value")) }} = variants.variant
    )

select
    filled.source_system,
    filled.source_object,
    filled.field,
    filled.source_id,
    filled.value,
    named.country
from filled
left join fillers on {{ quality_word("filled.value") }} = fillers.junk_value
left join
    named
    on filled.source_system = named.source_system
    and filled.source_object = named.source_object
    and filled.source_id = named.source_id
where not filled.is_placeholder and fillers.junk_value is null
