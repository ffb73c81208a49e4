-- A day of grace: two systems, or two users, may have written the two in one go. Where most
-- opportunities are older than their accounts, dates were loaded or accounts are made on winning:
-- that is how the company works, and no slip.
with
    aged as (
        select ages.*, created_at < {{ dbt.dateadd("day", -1, "account_created_at") }} as is_older
        from {{ ref("int_quality__parent_ages") }} as ages
    ),

    weighed as (
        select
            aged.*,
            count(*) over (partition by source_system, source_object) as linked,
            sum(case when is_older then 1 else 0 end) over (
                partition by source_system, source_object
            ) as older
        from aged
    ),

    judged as (
        select
            source_system,
            source_object,
            field,
            source_id,
            is_reversed as is_failed,
            field || ' is ' || told || ', before ' || other_field || ', ' || other_told as detail
        from {{ ref("int_quality__dated_records") }}
        union all
        select
            source_system,
            source_object,
            field,
            source_id,
            is_older as is_failed,
            'made on '
            || {{ as_text("cast(created_at as date)") }}
            || ', its account on '
            || {{ as_text("cast(account_created_at as date)") }} as detail
        from weighed
        where older <= linked * {{ quality_parameter("older_deals_ratio") }}
    )

select
    'Q002' as rule_id,
    source_system,
    source_object,
    field,
    source_id,
    is_failed,
    case when is_failed then detail end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from judged
