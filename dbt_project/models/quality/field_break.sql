{#- What tells most of a day counts for it: the first of these. -#}
{%- set kinds = [
    "mass_emptied",
    "mass_written",
    "placeholder_began",
    "value_renamed",
    "value_began",
    "fill_fell",
    "value_ended",
    "volume_stopped",
    "volume_fell",
] -%}
{#- Two breaks of one field within so many days are one. -#}
{%- set days_of_one = 3 -%}
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
            case when series.break_kind <> 'value_ended' then nullif(series.value, '') end
            as value_after,
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
    ),

    breaks as (
        select *
        from of_writes
        union all
        select *
        from of_values
        union all
        select *
        from of_volume
    ),

    ranked as (
        select
            breaks.*,
            case
                break_kind
                {%- for kind in kinds %} when '{{ kind }}' then {{ loop.index }} {%- endfor %}
            end as kind_rank
        from breaks
    ),

    told_once as (
        select ranked.*
        from ranked
        where
            not exists (
                select 1
                from ranked as others
                where
                    others.source_system = ranked.source_system
                    and others.source_object = ranked.source_object
                    and others.field = ranked.field
                    and others.kind_rank < ranked.kind_rank
                    and abs({{ days_between("others.broke_on", "ranked.broke_on") }})
                    <= {{ days_of_one }}
            )
    )

select
    {{
        key_of(
            [
                "source_system",
                "source_object",
                "field",
                "break_kind",
                as_text("broke_on"),
                "coalesce(value_after, value_before)",
            ]
        )
    }} as break_key,
    source_system,
    source_object,
    field,
    break_kind,
    broke_on,
    last_day_before,
    value_before,
    value_after,
    records_before,
    records_after,
    case
        when break_kind not in ('mass_emptied', 'mass_written')
        then {{ ratio("hits_before", "records_before") }}
    end as ratio_before,
    {{ ratio("hits_after", "records_after") }} as ratio_after,
    cast(
        case
            when break_kind = 'fill_fell'
            then records_after - hits_after
            when break_kind in ('volume_fell', 'volume_stopped', 'value_ended')
            then null
            else hits_after
        end as bigint
    ) as records_touched,
    case when actor is null then 'unknown' else coalesce(actor_kind, 'unknown') end as actor_kind,
    case when actor_kind is not null then actor end as actor,
    {{ quality_break_evidence() }} as evidence
from told_once
