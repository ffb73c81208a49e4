select code as lead_type, label, sla_minutes, never_factor, is_default
from {{ ref("glossary_lead_types") }}
