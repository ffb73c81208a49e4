{{ union_vendors("line_streams") }}
