{{ union_vendors("persons") }}
