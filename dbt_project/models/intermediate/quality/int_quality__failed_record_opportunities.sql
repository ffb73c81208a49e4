-- Which open opportunities hang on a record with a finding, or one that a break left otherwise: its
-- own, its person's, its account's; on an exchange rate whose days it shares with the next one.
with
    failed_records as (
        select distinct source_system, source_object, source_id
        from {{ ref("int_quality__failures") }}
        where source_id is not null
        union
        select source_system, source_object, source_id
        from {{ ref("int_quality__break_records") }}
    ),

    open_opportunities as (
        select
            opportunity_key,
            account_key,
            -- a negative amount would hide other money that the same finding touches
            case when amount_corporate > 0 then amount_corporate else 0 end as amount_corporate
        from {{ ref("fct_opportunity") }}
        where is_open
    ),

    links as (
        select
            failed_records.source_system,
            failed_records.source_object,
            failed_records.source_id,
            bridge.opportunity_key,
            true as is_opportunity_record
        from failed_records
        inner join
            {{ ref("bridge_opportunity_source") }} as bridge
            on failed_records.source_system = bridge.source_system
            and failed_records.source_object = bridge.source_object
            and failed_records.source_id = bridge.source_id
        union
        select
            failed_records.source_system,
            failed_records.source_object,
            failed_records.source_id,
            pipeline.opportunity_key,
            false as is_opportunity_record
        from failed_records
        inner join
            {{ ref("bridge_person_source") }} as bridge
            on failed_records.source_system = bridge.source_system
            and failed_records.source_object = bridge.source_object
            and failed_records.source_id = bridge.source_id
        inner join {{ ref("mart_pipeline") }} as pipeline on bridge.person_key = pipeline.person_key
        union
        select
            failed_records.source_system,
            failed_records.source_object,
            failed_records.source_id,
            open_opportunities.opportunity_key,
            false as is_opportunity_record
        from failed_records
        inner join
            {{ ref("bridge_account_source") }} as bridge
            on failed_records.source_system = bridge.source_system
            and failed_records.source_object = bridge.source_object
            and failed_records.source_id = bridge.source_id
        inner join open_opportunities on bridge.account_key = open_opportunities.account_key
        union
        select
            failed_records.source_system,
            failed_records.source_object,
            failed_records.source_id,
            overlapped.opportunity_key,
            false as is_opportunity_record
        from failed_records
        inner join
            {{ ref("int_quality__overlapped_amounts") }} as overlapped
            on failed_records.source_system = overlapped.source_system
            and failed_records.source_object = overlapped.source_object
            and failed_records.source_id = overlapped.source_id
    )

select
    links.source_system,
    links.source_object,
    links.source_id,
    links.opportunity_key,
    links.is_opportunity_record,
    open_opportunities.amount_corporate
from links
inner join open_opportunities on links.opportunity_key = open_opportunities.opportunity_key
