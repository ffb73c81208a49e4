{{ union_vendors("campaign_statuses") }}
