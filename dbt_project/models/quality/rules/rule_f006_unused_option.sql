-- A vendor ships lists of hundreds of industries and countries; what a company put into a list of
-- its own it meant to be used. Fields of which another rule says that nobody fills them, or with
-- one value alone, are not told of twice.
with
    fields as (
        select *
        from {{ ref("field_profile") }}
        where
            is_custom
            and not is_calculated
            and verdict = 'used'
            and {{ quality_is_kept_by_people("source_system", "source_object") }}
    ),

    options as (
        select
            field_option.*,
            row_number() over (
                partition by source_system, source_object, field, verdict
                order by position, {{ byte_order("value") }}
            ) as place
        from {{ ref("field_option") }} as field_option
        where is_active and verdict in ('used', 'never_used')
    ),

    counted as (
        select
            source_system,
            source_object,
            field,
            count(*) as judged_options,
            {{ count_where("verdict = 'never_used'") }} as never_used,
            {{
                quality_first_three(
                    "case when verdict = 'never_used' then '''' || left(coalesce(label, value), 60) || '''' end",
                    "case when verdict = 'never_used' then place end",
                )
            }}
            as told
        from options
        group by source_system, source_object, field
    )

select
    'F006' as rule_id,
    fields.source_system,
    fields.source_object,
    fields.field,
    cast(null as {{ dbt.type_string() }}) as source_id,
    counted.never_used > 0 as is_failed,
    case
        when counted.never_used > 0
        then
            {{ as_text("counted.never_used") }}
            || ' of '
            || {{ as_text("counted.judged_options") }}
            || ' options were never chosen in '
            || {{ as_text("fields.filled") }}
            || ' values: '
            || counted.told
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from fields
inner join
    counted
    on fields.source_system = counted.source_system
    and fields.source_object = counted.source_object
    and fields.field = counted.field
where counted.judged_options >= 2
