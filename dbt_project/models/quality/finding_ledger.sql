{{
    config(
        materialized="incremental",
        schema="quality_history",
        unique_key="finding_key",
        incremental_strategy="delete+insert",
        on_schema_change="append_new_columns",
        full_refresh=false,
    )
}}

with
    run as (select {{ as_of() }} as as_of),

    current_findings as (select finding_key from {{ ref("int_quality__failures") }})

{% if is_incremental() %}
        ,
        known as (select * from {{ this }}),

        merged as (
            select
                coalesce(current_findings.finding_key, known.finding_key) as finding_key,
                current_findings.finding_key is not null as is_current,
                known.finding_key is null as is_unknown,
                known.first_seen_at,
                known.last_seen_at,
                known.fixed_at,
                known.reappeared_at,
                run.as_of
            from current_findings
            full outer join known on current_findings.finding_key = known.finding_key
            cross join run
        ),

        -- A run repeated at its own instant finds its own marks and leaves them.
        moved as (
            select
                finding_key,
                coalesce(first_seen_at, as_of) as first_seen_at,
                case when is_current then as_of else last_seen_at end as last_seen_at,
                case when not is_current then coalesce(fixed_at, as_of) end as fixed_at,
                case
                    when is_current and not is_unknown and fixed_at < as_of
                    then as_of
                    else reappeared_at
                end as reappeared_at
            from merged
        )

    select moved.*
    from moved
    left join known on moved.finding_key = known.finding_key
    where
        known.finding_key is null
        or moved.last_seen_at is distinct from known.last_seen_at
        or moved.fixed_at is distinct from known.fixed_at
        or moved.reappeared_at is distinct from known.reappeared_at
{% else %}
    select
        current_findings.finding_key,
        run.as_of as first_seen_at,
        run.as_of as last_seen_at,
        cast(null as timestamp) as fixed_at,
        cast(null as timestamp) as reappeared_at
    from current_findings
    cross join run
{% endif %}
