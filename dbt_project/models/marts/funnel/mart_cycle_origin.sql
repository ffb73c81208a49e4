-- Lead cycles by how they began, and all of them.
with
    seen as ({{ stages_seen() }}),

    cycles as (
        select cycle_type, opp_at, is_won, person_key, days_mql_to_won
        from {{ ref("mart_pipeline") }}
        union all
        select 'all' as cycle_type, opp_at, is_won, person_key, days_mql_to_won
        from {{ ref("mart_pipeline") }}
    ),

    counted as (
        select
            cycle_type,
            count(*) as count_cycles,
            {{ count_where("opp_at is not null") }} as count_opp,
            {{ count_where("is_won") }} as count_won,
            {{ count_where("opp_at is not null and person_key is null") }}
            as count_opp_without_person,
            {{ median_of("case when days_mql_to_won >= 0 then days_mql_to_won end") }}
            as median_days,
            {{ count_where("days_mql_to_won >= 0") }} as count_days
        from cycles
        group by cycle_type
    )

select
    counted.cycle_type,
    cast(counted.count_cycles as bigint) as count_cycles,
    case when seen.sees_opp then counted.count_opp end as count_opp,
    case when seen.sees_won then counted.count_won end as count_won,
    case when seen.sees_opp then counted.count_opp_without_person end as count_opp_without_person,
    {{ rounded("counted.median_days", 1) }} as median_days_mql_to_won,
    counted.count_days
from counted
cross join seen
