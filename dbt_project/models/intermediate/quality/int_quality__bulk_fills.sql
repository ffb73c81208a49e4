-- Values that stand in a record and are no answer: one user, or one import, wrote the same where
-- nothing was, in so many records, within an hour. Where a record is filled when it is made, the
-- value came with it, and where no history is read, nobody can tell.
{%- set least = quality_parameter("bulk_filled_records") | int %}
{%- set filled_alike = "source_system, source_object, field, value, filler" %}
with
    writes as (
        select
            source_system,
            source_object,
            source_id,
            field,
            value,
            value_before,
            written_at,
            coalesce(actor, writer) as filler,
            actor_kind,
            row_number() over (
                partition by source_system, source_object, source_id, field
                order by written_at desc, {{ byte_order("coalesce(value, '')") }} desc
            ) as recency
        from {{ ref("cnf_field_writes") }}
    ),

    records as (
        select source_system, source_object, source_id, created_at
        from {{ ref("cnf_opportunities") }}
        where not is_deleted
        union all
        select source_system, source_object, source_id, created_at
        from {{ ref("cnf_persons") }}
        where not is_deleted
    ),

    fills as (
        select writes.*
        from writes
        inner join
            records
            on records.source_system = writes.source_system
            and records.source_object = writes.source_object
            and records.source_id = writes.source_id
        where
            writes.recency = 1
            and not {{ quality_is_blank("writes.value") }}
            and {{ quality_is_blank("writes.value_before") }}
            and writes.actor_kind in ('user', 'import')
            and writes.written_at > {{ dbt.dateadd("hour", 1, "records.created_at") }}
    ),

    -- the first of so many that are no more than an hour apart
    firsts as (
        select
            fills.*,
            lead(written_at, {{ least - 1 }}) over (
                partition by {{ filled_alike }} order by written_at, {{ byte_order("source_id") }}
            )
            <= {{ dbt.dateadd("hour", 1, "written_at") }} as is_first
        from fills
    ),

    marked as (
        select
            firsts.*,
            max(case when is_first then 1 else 0 end) over (
                partition by {{ filled_alike }}
                order by
                    written_at,
                    {{ byte_order("source_id") }}
                    rows between {{ least - 1 }} preceding and current row
            )
            = 1 as is_in_bulk
        from firsts
    )

select
    source_system,
    source_object,
    source_id,
    field,
    'filled in one go: '''
    || left(value, 60)
    || ''' in '
    || {{ as_text("count(*) over (partition by " ~ filled_alike ~ ")") }}
    || ' records'
    || coalesce(' by ' || filler, '')
    || ' on '
    || cast(cast(written_at as date) as {{ dbt.type_string() }}) as told
from marked
where is_in_bulk
