select
    opportunity_key,
    case when not is_estimated then weight_amount end as recorded_amount,
    case when is_estimated then weight_amount end as estimated_amount,
    worst_severity,
    cast(weight_amount * severity_weight as {{ money_type() }}) as untrusted_amount
from {{ ref("int_quality__open_pipeline") }}
