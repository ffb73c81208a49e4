{{ union_vendors("quotes") }}
