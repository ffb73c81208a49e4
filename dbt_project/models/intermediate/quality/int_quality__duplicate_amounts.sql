-- The open pipeline of the persons or companies of two records, each opportunity once.
with
    pairs as (select * from {{ ref("int_quality__duplicate_pairs") }}),

    records as (
        select pair_key, source_system, source_object, source_id
        from pairs
        union
        select
            pair_key,
            other_source_system as source_system,
            other_source_object as source_object,
            other_source_id as source_id
        from pairs
    ),

    opportunities as (
        select records.pair_key, cycles.opportunity_key
        from records
        inner join
            {{ ref("bridge_person_source") }} as bridge
            on bridge.source_system = records.source_system
            and bridge.source_object = records.source_object
            and bridge.source_id = records.source_id
        inner join {{ ref("mart_pipeline") }} as cycles on cycles.person_key = bridge.person_key
        union
        select records.pair_key, opportunities.opportunity_key
        from records
        inner join
            {{ ref("bridge_account_source") }} as bridge
            on bridge.source_system = records.source_system
            and bridge.source_object = records.source_object
            and bridge.source_id = records.source_id
        inner join
            {{ ref("fct_opportunity") }} as opportunities
            on opportunities.account_key = bridge.account_key
    )

select opportunities.pair_key, {{ quality_amounts("weighed") }}
from opportunities
inner join
    {{ ref("int_quality__open_amounts") }} as weighed
    on weighed.opportunity_key = opportunities.opportunity_key
group by opportunities.pair_key
