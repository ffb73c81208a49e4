{#- One row per hand-over and moment of it, with the seconds that its calendar had been open by then: the
    difference of two is the working time between them, whatever nights, days off and changes of the
    clock lie there. -#}
with
    moments as (
        select handoff_key, 'clock' as moment, clock_starts_at as happened_at
        from {{ ref("int_handoff_clocks__started") }}
        union all
        select handoff_key, 'recorded' as moment, recorded_at as happened_at
        from {{ ref("int_handoffs__assigned") }}
        where recorded_at is not null
        union all
        select handoff_key, 'assigned' as moment, assigned_at as happened_at
        from {{ ref("int_handoffs__assigned") }}
        where assigned_at is not null
        union all
        select handoff_key, 'first_attempt' as moment, first_attempt_at as happened_at
        from {{ ref("int_handoff_attempts__found") }}
        where first_attempt_at is not null
        union all
        select handoff_key, 'first_contact' as moment, first_contact_at as happened_at
        from {{ ref("int_handoff_attempts__found") }}
        where first_contact_at is not null
        union all
        select handoff_key, 'closed' as moment, closed_at as happened_at
        from {{ ref("int_handoffs__answered") }}
        where closed_at is not null
    )

select
    moments.handoff_key,
    moments.moment,
    moments.happened_at,
    {{ worked_seconds("moments.happened_at") }} as worked_seconds
from moments
inner join {{ ref("int_handoff_terms__set") }} as terms on terms.handoff_key = moments.handoff_key
inner join
    {{ ref("int_work_spells__dated") }} as spells
    on spells.calendar = terms.calendar
    and spells.time_zone = terms.time_zone
    and spells.utc_day = cast(moments.happened_at as date)
group by moments.handoff_key, moments.moment, moments.happened_at
