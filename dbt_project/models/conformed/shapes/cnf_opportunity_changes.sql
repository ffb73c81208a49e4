{{ union_vendors("opportunity_changes") }}
