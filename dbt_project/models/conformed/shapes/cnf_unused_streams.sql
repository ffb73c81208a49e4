{{ union_vendors("unused_streams") }}
