{{ union_vendors("field_roles") }}
