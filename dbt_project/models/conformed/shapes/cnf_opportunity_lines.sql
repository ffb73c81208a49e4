{{ union_vendors("opportunity_lines") }}
