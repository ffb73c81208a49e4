{{ union_vendors("opportunity_stages") }}
