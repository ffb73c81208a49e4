{{ union_vendors("campaign_members") }}
