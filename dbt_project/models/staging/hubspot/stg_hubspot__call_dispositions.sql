select
    -- of HubSpot's own outcomes it is the same in every portal
    id as disposition_id, {{ blank_to_null("label") }} as label, {{ audit_columns() }}
from {{ source("raw_hubspot", "call_dispositions") }}
