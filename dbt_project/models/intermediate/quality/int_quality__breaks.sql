{#- Every break, of whichever series, mass of writes or volume, in one shape: of how many records it is asked,
    of how many it is true, before and since; and whose it is. -#}
{%- set nothing_said = "cast(null as " ~ dbt.type_string() ~ ")" -%}
{%- set place = "source_system, source_object, field" -%}
with
    series as (select * from {{ ref("int_quality__series_breaks") }}),

    actors as (select * from {{ ref("int_quality__break_actors") }}),

    -- One value that ends where one begins has another name since.
    lone as (
        select
            {{ place }},
            broke_on,
            max(case when break_kind = 'value_ended' then value end) as value_before,
            max(case when break_kind = 'value_began' then value end) as value_after
        from series
        where break_kind in ('value_ended', 'value_began')
        group by {{ place }}, broke_on
        having count(*) = 2 and count(distinct break_kind) = 2
    ),

    of_values as (
        select
            series.source_system,
            series.source_object,
            series.field,
            case
                when lone.value_after is not null and series.break_kind = 'value_began'
                then 'value_renamed'
                else series.break_kind
            end as break_kind,
            series.broke_on,
            series.last_day_before,
            case
                when series.break_kind = 'value_ended' then series.value else lone.value_before
            end as value_before,
            case
                when series.break_kind <> 'value_ended' then nullif(series.value, '')
            end as value_after,
            series.records_before,
            series.hits_before,
            series.records_after,
            series.hits_after,
            actors.actor_kind,
            actors.actor,
            actors.told
        from series
        left join
            lone
            on series.source_system = lone.source_system
            and series.source_object = lone.source_object
            and series.field = lone.field
            and series.broke_on = lone.broke_on
        left join
            actors
            on series.source_system = actors.source_system
            and series.source_object = actors.source_object
            and series.field = actors.field
            and series.break_kind = actors.break_kind
            and series.value = actors.value
    ),

    of_writes as (
        select
            source_system,
            source_object,
            field,
            break_kind,
            broke_on,
            broke_on as last_day_before,
            {{ nothing_said }} as value_before,
            nullif(value, '') as value_after,
            records_of_ten_others as records_before,
            cast(null as bigint) as hits_before,
            records_of_day as records_after,
            records as hits_after,
            actor_kind,
            actor,
            'wrote the values' as told
        from {{ ref("int_quality__write_breaks") }}
    ),

    of_volume as (
        select
            volumes.source_system,
            volumes.source_object,
            {{ nothing_said }} as field,
            volumes.break_kind,
            volumes.broke_on,
            volumes.last_day_before,
            {{ nothing_said }} as value_before,
            {{ nothing_said }} as value_after,
            volumes.days_before as records_before,
            volumes.records_before as hits_before,
            volumes.days_after as records_after,
            volumes.records_after as hits_after,
            actors.actor_kind,
            actors.actor,
            case when actors.actor is not null then 'no longer made any' end as told
        from {{ ref("int_quality__volume_breaks") }} as volumes
        left join
            actors
            on volumes.source_system = actors.source_system
            and volumes.source_object = actors.source_object
            and volumes.break_kind = actors.break_kind
            and actors.field = ''
    )

select *
from of_writes
union all
select *
from of_values
union all
select *
from of_volume
