with
    counted as (
        select * from {{ ref("int_quality__segment_counts") }} where segment_kind <> 'created_day'
    ),

    -- What never held anything is empty in every group.
    touched as (
        select source_system, source_object, field
        from {{ ref("field_profile") }}
        where filled_raw > 0
    ),

    owners as (
        select source_system, source_id, max(coalesce(name, email)) as label, max(team_name) as team
        from {{ ref("cnf_owners") }}
        group by source_system, source_id
    ),

    kinds as (select * from {{ ref("cnf_record_kinds") }}),

    named as (
        select
            counted.source_system,
            counted.source_object,
            counted.field,
            counted.segment_kind,
            counted.segment,
            case
                when counted.segment = ''
                then null
                when counted.segment_kind = 'owner'
                then coalesce(owners.label, counted.segment)
                else coalesce(kinds.label, counted.segment)
            end as label,
            counted.records,
            counted.filled,
            counted.filled_raw
        from counted
        left join
            owners
            on counted.source_system = owners.source_system
            and counted.segment_kind = 'owner'
            and counted.segment = owners.source_id
        left join
            kinds
            on counted.source_system = kinds.source_system
            and counted.source_object = kinds.source_object
            and counted.segment_kind in ('record_kind', 'pipeline')
            and counted.segment = kinds.kind_id
        union all
        select
            counted.source_system,
            counted.source_object,
            counted.field,
            'team' as segment_kind,
            coalesce(owners.team, '') as segment,
            owners.team as label,
            sum(counted.records) as records,
            sum(counted.filled) as filled,
            sum(counted.filled_raw) as filled_raw
        from counted
        left join
            owners
            on counted.source_system = owners.source_system
            and counted.segment = owners.source_id
        where counted.segment_kind = 'owner'
        group by counted.source_system, counted.source_object, counted.field, owners.team
    )

select
    named.source_system,
    named.source_object,
    named.field,
    named.segment_kind,
    named.segment,
    named.label,
    cast(named.records as bigint) as records,
    cast(named.filled as bigint) as filled,
    {{ ratio("named.filled", "named.records") }} as fill_ratio,
    cast(named.filled_raw as bigint) as filled_raw,
    {{ ratio("named.filled_raw", "named.records") }} as fill_ratio_raw
from named
inner join
    touched
    on named.source_system = touched.source_system
    and named.source_object = touched.source_object
    and named.field = touched.field
