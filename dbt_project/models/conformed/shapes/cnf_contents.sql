{{ union_vendors("contents") }}
