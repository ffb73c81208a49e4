{#- One row per opportunity: what its credit is made from, beside seeds; and one per rule that looks at all
    journeys, whose credit for each is made from all of them. -#}
with
    conversions as (select * from {{ ref("int_conversions__fingerprinted") }}),

    removals as (select * from {{ ref("int_channel_removals__solved") }}),

    every_conversion as (
        select {{ fingerprint_of("conversions") }} as fingerprint from conversions
    ),

    every_removal as (select {{ fingerprint_of("removals") }} as fingerprint from removals)

select part, fingerprint
from conversions
union all
select
    rules.code as part,
    every_conversion.fingerprint || ' ' || every_removal.fingerprint as fingerprint
from {{ ref("glossary_attribution_models") }} as rules
cross join every_conversion
cross join every_removal
where rules.removal_share > 0
