{#- One row per stage that a vendor describes, and what it makes of an opportunity. Without a flag, a
    probability of 0 or 1 closes it. -#}
with
    stages as (
        select
            source_system,
            source_object,
            stage_value,
            stage_label,
            coalesce(is_closed, probability_ratio in (0, 1), false) as is_closed,
            probability_ratio,
            display_order
        from {{ ref("cnf_opportunity_stages") }}
    )

select
    stages.*,
    case
        when is_closed and probability_ratio = 1 then 'won' when is_closed then 'lost' else 'open'
    end as stage_category
from stages
