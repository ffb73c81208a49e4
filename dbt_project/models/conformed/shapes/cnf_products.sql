{{ union_vendors("products") }}
