{#- One row per person: how they first came. The original source of an online visit counts, as told by a
    system that saw the visit itself: it is a record of the first one, whenever it was written. Where
    none saw any, the earliest record of the person counts. What a later record notes is no part of it,
    because who gets a later record depends on what became of them. -#}
with
    persons as (select * from {{ ref("int_persons__resolved") }} where is_alive),

    records as (
        select
            persons.person_key,
            records.source_system,
            records.source_object,
            records.source_id,
            records.first_touch_at,
            records.sees_first_visit,
            records.original_source,
            records.lead_source,
            coalesce(records.original_source, records.lead_source) as source_value,
            records.original_source_detail,
            records.first_landing_page,
            records.country
        from {{ ref("cnf_persons") }} as records
        inner join
            persons
            on persons.source_system = records.source_system
            and persons.source_object = records.source_object
            and persons.source_id = records.source_id
    ),

    ordered as (
        select
            records.*,
            {{ channel_of("records.source_value", "sources.channel") }} as channel,
            row_number() over (
                partition by records.person_key
                order by
                    records.first_touch_at nulls last,
                    records.source_system,
                    length(records.source_id),
                    {{ byte_order("records.source_id") }},
                    records.source_object
            ) as row_rank
        from records
        left join
            {{ ref("glossary_source_channels") }} as sources
            on sources.system = records.source_system
            and sources.normalised_value = {{ comparable_source("records.source_value") }}
    ),

    first_sights as (
        select person_key, min(row_rank) as row_rank
        from ordered
        where sees_first_visit
        group by person_key
    ),

    visits as (
        select ordered.person_key, ordered.row_rank
        from ordered
        inner join
            first_sights
            on first_sights.person_key = ordered.person_key
            and first_sights.row_rank = ordered.row_rank
        inner join {{ ref("glossary_channels") }} as channels on channels.code = ordered.channel
        where not channels.is_offline
    ),

    told as (
        select first.person_key, coalesce(visits.row_rank, 1) as row_rank
        from ordered as first
        left join visits on visits.person_key = first.person_key
        where first.row_rank = 1
    ),

    countries as (
        select person_key, min(row_rank) as row_rank
        from ordered
        where country is not null
        group by person_key
    )

select
    ordered.person_key,
    ordered.channel,
    ordered.original_source,
    ordered.original_source_detail,
    ordered.first_landing_page,
    ordered.lead_source,
    ordered.country,
    known.country as earliest_known_country
from ordered
inner join told on told.person_key = ordered.person_key and told.row_rank = ordered.row_rank
left join countries on countries.person_key = ordered.person_key
left join
    ordered as known
    on known.person_key = countries.person_key
    and known.row_rank = countries.row_rank
