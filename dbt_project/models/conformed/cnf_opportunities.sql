{{ union_vendors("opportunities") }}
