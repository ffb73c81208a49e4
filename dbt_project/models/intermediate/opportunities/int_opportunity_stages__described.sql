{#- One row per stage that a vendor describes, and what it makes of an opportunity. -#}
select
    stages.source_system,
    stages.source_object,
    stages.stage_value,
    stages.stage_label,
    stages.is_closed,
    stages.probability_ratio,
    stages.display_order,
    case
        when stages.is_closed and stages.probability_ratio = 1
        then 'won'
        when stages.is_closed
        then 'lost'
        else 'open'
    end as stage_category
from {{ ref("cnf_opportunity_stages") }} as stages
