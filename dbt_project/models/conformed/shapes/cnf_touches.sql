{{ union_vendors("touches") }}
