{{ union_vendors("opportunity_people") }}
