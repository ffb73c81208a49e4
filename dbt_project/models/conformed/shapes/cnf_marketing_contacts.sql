{{ union_vendors("marketing_contacts") }}
