{#- A break of writing: a day on which one actor wrote over at least as many records' values as the field had
    written over on any ten other days, and either emptied nearly all of them or made them nearly all the
    same. What a record held first was never written over, and what was put right since is no break. -#}
{%- set place = "source_system, source_object, field" -%}
with
    writes as (
        select
            source_system,
            source_object,
            source_id,
            field,
            value,
            {{ reporting_date("written_at") }} as written_on,
            actor_kind,
            actor,
            value_before,
            row_number() over (
                partition by source_system, source_object, source_id, field order by written_at desc
            )
            = 1 as is_last
        from {{ ref("cnf_field_writes") }}
    ),

    overwritten as (
        select writes.*, coalesce(actor_kind, '') || ' ' || coalesce(actor, '') as writer
        from writes
        where value_before is not null and coalesce(value, '') <> value_before
    ),

    outcomes as (
        select
            source_system,
            source_object,
            field,
            written_on,
            writer,
            min(actor_kind) as actor_kind,
            min(actor) as actor,
            coalesce(value, '') as value,
            count(distinct source_id) as records,
            count(distinct case when is_last then source_id end) as records_still_so
        from overwritten
        group by source_system, source_object, field, written_on, writer, coalesce(value, '')
    ),

    ranked_outcomes as (
        select
            outcomes.*,
            sum(records) over (partition by {{ place }}, written_on) as records_of_day,
            row_number() over (
                partition by {{ place }}, written_on
                order by records desc, {{ byte_order("writer") }}, {{ byte_order("value") }}
            ) as place_of_day
        from outcomes
    ),

    days as (
        select
            ranked_outcomes.*,
            row_number() over (
                partition by {{ place }} order by records_of_day desc, written_on
            ) as place_of_field,
            sum(records_of_day) over (
                partition by {{ place }}
                order by records_of_day desc, written_on
                rows between 1 following and 10 following
            ) as records_of_ten_others
        from ranked_outcomes
        where place_of_day = 1
    )

select
    source_system,
    source_object,
    field,
    case when value = '' then 'mass_emptied' else 'mass_written' end as break_kind,
    value,
    written_on as broke_on,
    actor_kind,
    nullif(actor, '') as actor,
    cast(records as bigint) as records,
    cast(records_of_day as bigint) as records_of_day,
    cast(coalesce(records_of_ten_others, 0) as bigint) as records_of_ten_others
from days
where
    place_of_field <= 3
    and records >= {{ quality_parameter("min_records") }}
    and records * 10 >= records_of_day * 9
    and records >= coalesce(records_of_ten_others, 0)
    and records_still_so * 2 >= records
    and written_on <= {{ reporting_day() }}
