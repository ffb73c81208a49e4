{{ union_vendors("actor_kinds") }}
