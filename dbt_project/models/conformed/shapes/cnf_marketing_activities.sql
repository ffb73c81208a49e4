{{ union_vendors("marketing_activities") }}
