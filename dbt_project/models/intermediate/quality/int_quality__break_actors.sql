{#- Who brought a break about, only where nobody else can have: at least 95 of 100 of what broke is theirs, and
    of the records of all others, ten or more, nearly none broke; or they began with it. Of others nothing is
    said. -#}
{%- set break = "source_system, source_object, field, break_kind, value" -%}
with
    named as (
        select
            makers.source_system,
            makers.source_object,
            makers.field,
            makers.break_kind,
            makers.value,
            makers.records_before,
            makers.hits_before,
            makers.records_after,
            makers.hits_after,
            case
                when makers.maker is null
                then null
                when owners.source_id is null
                then kinds.actor_kind
                when coalesce(owners.user_type, 'Standard') = 'Standard'
                then 'user'
                else 'integration'
            end as actor_kind,
            coalesce(owners.name, makers.maker) as actor
        from {{ ref("int_quality__break_makers") }} as makers
        left join
            {{ ref("cnf_actor_kinds") }} as kinds
            on makers.source_system = kinds.source_system
            and upper(makers.source) = kinds.source
        left join
            {{ ref("cnf_owners") }} as owners
            on makers.source_system = owners.source_system
            and makers.maker = owners.source_id
            and not owners.is_queue
    ),

    totals as (
        select
            named.*,
            sum(records_before) over (partition by {{ break }}) - records_before as others_before,
            sum(records_after) over (partition by {{ break }}) - records_after as others_after,
            sum(hits_before) over (partition by {{ break }}) - hits_before as others_hits_before,
            sum(hits_after) over (partition by {{ break }}) - hits_after as others_hits_after
        from named
    ),

    makers as (
        select {{ break }}, actor_kind, actor, 'made the records' as told
        from totals
        where
            actor_kind is not null
            and case
                when break_kind in ('value_began', 'placeholder_began')
                then
                    hits_after >= 19 * others_hits_after
                    and (
                        (others_after >= 10 and others_hits_after * 20 <= others_after)
                        or (records_before = 0 and others_after = 0)
                    )
                when break_kind = 'fill_fell'
                then
                    records_before = 0
                    and hits_after >= 19 * others_hits_after
                    and others_after >= 10
                    and others_hits_after * 10 <= others_after
                when break_kind = 'volume_stopped'
                then records_before >= 19 * others_before
                when break_kind = 'volume_fell'
                then
                    records_after = 0
                    and records_before * 10 >= others_before * 3
                    and others_after * 10 >= records_before
                else false
            end
    ),

    writes as (
        select
            breaks.source_system,
            breaks.source_object,
            breaks.field,
            breaks.break_kind,
            breaks.value,
            written.actor_kind,
            written.actor,
            count(distinct written.source_id) as records
        from {{ ref("int_quality__series_breaks") }} as breaks
        inner join
            {{ ref("cnf_field_writes") }} as written
            on breaks.source_system = written.source_system
            and breaks.source_object = written.source_object
            and breaks.field = written.field
            and breaks.value = written.value
            and {{ reporting_date("written.written_at") }} >= breaks.broke_on
        where breaks.break_kind = 'value_began'
        group by
            breaks.source_system,
            breaks.source_object,
            breaks.field,
            breaks.break_kind,
            breaks.value,
            written.actor_kind,
            written.actor
    ),

    writers as (
        select {{ break }}, actor_kind, actor, 'wrote the values' as told
        from
            (
                select
                    writes.*,
                    sum(records) over (partition by {{ break }}) - records as others_records
                from writes
            ) as shares
        where
            actor_kind is not null
            and records >= {{ quality_parameter("min_records") }}
            and records >= 19 * others_records
    ),

    either as (
        select writers.*, 1 as rank
        from writers
        union all
        select makers.*, 2 as rank
        from makers
    ),

    -- Two who may both have been it are nobody.
    counted as (
        select
            either.*,
            count(*) over (partition by {{ break }}, rank) as candidates,
            min(rank) over (partition by {{ break }}) as best_rank
        from either
    )

select {{ break }}, actor_kind, actor, told
from counted
where candidates = 1 and rank = best_rank
