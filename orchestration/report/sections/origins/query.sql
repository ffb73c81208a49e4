-- name: origins
select cycle_type, cast(count_cycles as bigint) as cycles,
       cast(count_opp as bigint) as opportunities, cast(count_won as bigint) as won,
       cast(count_opp_without_person as bigint) as untraced
from marts.mart_cycle_origin
order by case when cycle_type = 'all' then 1 else 0 end, count_cycles desc, cycle_type
