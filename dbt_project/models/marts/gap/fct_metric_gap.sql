{#- What a system counts stands on the day of its record; what we count, on ours. Where the two days differ
    there is a row on each. -#}
with
    judged as (select * from {{ ref("int_gap_causes__judged") }}),

    told as (
        -- on the system's day
        select
            judged.*,
            system_date as happened_date,
            our_date as other_date,
            cause as told_cause,
            system_value as value_there,
            case when our_date = system_date then system_value else 0 end as value_here
        from judged
        where system_date is not null
        union all
        -- on ours, where it is another
        select
            judged.*,
            our_date as happened_date,
            system_date as other_date,
            cause as told_cause,
            0 as value_there,
            case when system_date is null then our_value else system_value end as value_here
        from judged
        where our_date is not null and (system_date is null or system_date <> our_date)
        union all
        -- what one thing is worth more or less with us
        select
            judged.*,
            our_date as happened_date,
            system_date as other_date,
            'amount_differs' as told_cause,
            0 as value_there,
            our_value - system_value as value_here
        from judged
        where system_date is not null and our_value <> system_value
    )

select
    metric_id,
    compared_system,
    happened_date,
    told_cause as cause,
    entity_kind,
    entity_key,
    pair_key as counted_key,
    source_system,
    source_object,
    source_id,
    other_date,
    cast(value_there as {{ metric_type() }}) as system_value,
    cast(value_here as {{ metric_type() }}) as our_value,
    cast(value_here - value_there as {{ metric_type() }}) as difference
from told
