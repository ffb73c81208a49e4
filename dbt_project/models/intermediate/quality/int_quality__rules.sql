select
    id as rule_id,
    cast(version as integer) as rule_version,
    name,
    severity,
    cast(severity_weight as decimal(4, 2)) as severity_weight,
    level,
    population,
    why_it_matters,
    how_to_fix
from {{ ref("quality_rules") }}
