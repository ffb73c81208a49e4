select
    id as deal_id,
    {{ blank_to_null("title") }} as name,
    {{ blank_to_null("contact") }} as contact_id,
    {{ blank_to_null("owner") }} as owner_id,
    {{ blank_to_null("elsewhere") }} as hubspot_deal_id,
    stage as stage_name,
    stage in ('won', 'lost') as is_closed,
    stage = 'won' as is_won,
    worth as amount,
    closes_on as close_date,
    created_at,
    {{ audit_columns() }}
from {{ source("raw_toy", "deals") }}
