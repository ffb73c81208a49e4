{#- One row per opportunity: what everything is that its touches are made from, beside seeds. Of its people every
    credited touch counts, whenever it was. -#}
with
    touches as (
        select touches.person_key, {{ fingerprint_of("touches") }} as fingerprint
        from {{ ref("fct_touchpoint") }} as touches
        where touches.is_credited
        group by touches.person_key
    ),

    buyers as (
        select buyers.opportunity_key, buyers.person_key, buyers.is_by_account, touches.fingerprint
        from {{ ref("int_opportunity_buyers__found") }} as buyers
        inner join touches on touches.person_key = buyers.person_key
    ),

    people as (
        select buyers.opportunity_key, {{ fingerprint_of("buyers") }} as fingerprint
        from buyers
        group by buyers.opportunity_key
    ),

    conversions as (
        select conversions.opportunity_key, {{ fingerprint_of("conversions") }} as fingerprint
        from {{ ref("int_conversions__dated") }} as conversions
        group by conversions.opportunity_key
    )

select
    conversions.opportunity_key as part,
    conversions.fingerprint || ' ' || coalesce(people.fingerprint, '') as fingerprint
from conversions
left join people on people.opportunity_key = conversions.opportunity_key
