select
    source_system,
    stage_name,
    cast(count(*) as bigint) as count_open,
    {{ rounded(median_of("days_in_stage"), 1) }} as median_days_in_stage,
    {{ rounded(value_at_share(0.9, "days_in_stage"), 1) }} as p90_days_in_stage,
    max(won_median_days) as won_median_days,
    max(won_p90_days) as won_p90_days,
    max(count_won_visits) as count_won_visits,
    {{ count_where("is_stuck") }} as count_stuck,
    {{ count_where("is_stuck is null") }} as count_not_judged,
    {{ count_where("is_overdue") }} as count_overdue,
    cast(sum(amount_corporate) as {{ money_type() }}) as open_amount_corporate,
    cast(
        sum(case when is_stuck then amount_corporate end) as {{ money_type() }}
    ) as stuck_amount_corporate,
    {{ count_where("amount_corporate is null") }} as count_without_amount
from {{ ref("fct_opportunity_ageing") }}
group by source_system, stage_name
