-- Records whose city is a large one's name and whose country is known, each once.
with
    cities as (select * from ({{ quality_filled_values(["city"]) }}) as c where not is_placeholder),

    countries as (
        select * from ({{ quality_filled_values(["country"]) }}) as c where not is_placeholder
    ),

    -- Two letters of a country are its code; of the United Kingdom there are two.
    codes as (
        select country, min(upper(variant)) as code
        from {{ ref("country_variants") }}
        where length(variant) = 2
        group by country
    )

select
    cities.source_system,
    cities.source_object,
    cities.field,
    cities.source_id,
    cities.value as city,
    variants.country,
    codes.code,
    known.countries
from cities
inner join
    countries
    on cities.source_system = countries.source_system
    and cities.source_object = countries.source_object
    and cities.source_id = countries.source_id
inner join
    {{ ref("country_variants") }} as variants
    on {{ lower_case(quality_trimmed("countries.value")) }} = variants.variant
inner join codes on variants.country = codes.country
inner join
    {{ ref("city_countries") }} as known
    on {{ lower_case(quality_spaced("cities.value")) }} = known.city
