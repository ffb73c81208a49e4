{%- set columns = {
    "finding_key": "text",
    "issued_as_of": "timestamp",
    "right_since": "timestamp",
} -%}
{{ config(meta={"reads_publication": {"quality.fix_outcome": columns | list}}) }}

-- What became of each value that was handed out. A run that saw it in its place remembers that.
with
    run as (select {{ as_of() }} as as_of),

    previous as ({{ previous_publication("fix_outcome", columns) }}),

    issued as (select * from {{ ref("stg_ops__issued_fixes") }}),

    titles as ({{ vendor_title_rows() }}),

    writes as (
        select
            issued.finding_key,
            writes.writer,
            writes.written_at,
            row_number() over (
                partition by issued.finding_key order by writes.written_at desc
            ) as recency
        from issued
        inner join
            {{ ref("cnf_field_writes") }} as writes
            on writes.source_system = issued.source_system
            and writes.source_object = issued.source_object
            and writes.field = issued.field
            and writes.source_id = issued.source_id
            and writes.written_at > issued.issued_as_of
    ),

    -- A sync is known by the name of the system from which it writes.
    last_writes as (
        select
            writes.finding_key,
            writes.writer,
            writes.written_at,
            min(titles.source_system) as writing_system
        from writes
        inner join issued on issued.finding_key = writes.finding_key
        left join
            titles
            on titles.source_system <> issued.source_system
            and lower(writes.writer) like '%' || lower(titles.title) || '%'
        where writes.recency = 1
        group by writes.finding_key, writes.writer, writes.written_at
    ),

    seen as (
        select
            issued.*,
            failures.finding_key is not null as is_standing,
            written.source_id is null as is_gone,
            written.value as value_now,
            coalesce(written.value = issued.value_after, false)
            or (
                written.source_id is not null
                and written.value is null
                and issued.value_after is null
            ) as is_right,
            coalesce(written.value = issued.value_before, false)
            or (written.value is null and issued.value_before is null) as is_as_before,
            previous.right_since,
            last_writes.writer,
            last_writes.written_at,
            last_writes.writing_system
        from issued
        left join
            {{ ref("int_quality__failures") }} as failures
            on failures.finding_key = issued.finding_key
        left join
            {{ ref("int_quality__fix_values") }} as written
            on written.source_system = issued.source_system
            and written.source_object = issued.source_object
            and written.field = issued.field
            and written.source_id = issued.source_id
        left join
            previous
            on previous.finding_key = issued.finding_key
            and previous.issued_as_of = issued.issued_as_of
        left join last_writes on last_writes.finding_key = issued.finding_key
    )

select
    seen.finding_key,
    seen.rule_id,
    seen.source_system,
    seen.source_object,
    seen.field,
    seen.source_id,
    seen.value_before,
    seen.value_after,
    seen.value_now,
    seen.run_id,
    seen.issued_as_of,
    case
        when seen.is_right then coalesce(seen.right_since, run.as_of) else seen.right_since
    end as right_since,
    case
        when seen.is_gone
        then 'record_gone'
        when not seen.is_standing
        then case when seen.is_as_before and not seen.is_right then 'no_problem' else 'fixed' end
        when seen.is_right
        then 'still_open'
        when seen.writing_system is not null
        then 'overwritten'
        when seen.right_since is not null or not seen.is_as_before
        then 'bounced_back'
        else 'still_open'
    end as outcome,
    case
        when seen.is_standing and not seen.is_gone and not seen.is_right then seen.writing_system
    end as overwritten_by,
    seen.writer as last_writer,
    seen.written_at as last_written_at
from seen
cross join run
