{#- One row per person: what everything is that his touches are made from, beside seeds. -#}
with
    records as (
        select records.person_key, {{ fingerprint_of("records") }} as fingerprint
        from {{ ref("int_touches__identified") }} as records
        group by records.person_key
    )

select
    records.person_key as part,
    records.fingerprint || '/' || coalesce(persons.account_key, '') as fingerprint
from records
left join {{ ref("dim_person") }} as persons on persons.person_key = records.person_key
