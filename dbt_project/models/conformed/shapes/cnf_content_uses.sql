{{ union_vendors("content_uses") }}
