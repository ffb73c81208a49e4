{{ union_vendors("campaign_influences") }}
