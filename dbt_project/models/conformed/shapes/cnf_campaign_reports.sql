{{ union_vendors("campaign_reports") }}
