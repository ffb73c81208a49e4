{{ union_vendors("goals") }}
