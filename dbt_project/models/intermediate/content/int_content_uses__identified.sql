{#- One row per use of a piece of content: which, by whom of us, and who got it. A record that is named counts before
    an address; an address of two people tells of neither. -#}
with
    addresses as (
        select email, min(person_key) as person_key
        from {{ ref("bridge_person_email") }}
        group by email
        having count(distinct person_key) = 1
    )

select
    contents.content_key,
    uses.source_id as use_id,
    uses.action,
    uses.used_at,
    uses.user_email,
    coalesce(records.person_key, addresses.person_key) as person_key,
    coalesce(records.person_key, addresses.person_key, uses.email) as recipient
from {{ ref("cnf_content_uses") }} as uses
inner join
    {{ ref("dim_content") }} as contents
    on contents.source_system = uses.source_system
    and contents.source_object = uses.content_object
    and contents.source_id = uses.content_id
left join
    {{ ref("bridge_person_source") }} as records
    on records.source_system = uses.person_system
    and records.source_object = uses.person_object
    and records.source_id = uses.person_id
left join addresses on addresses.email = uses.email
