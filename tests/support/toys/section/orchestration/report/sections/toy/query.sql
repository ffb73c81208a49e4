-- name: owners
select owner_key, name
from marts.dim_user
order by owner_key collate "C"
