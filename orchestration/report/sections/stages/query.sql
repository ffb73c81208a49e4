-- name: stages
select stage_code, stage_label, owner_team, definition
from marts.dim_stage
order by stage_rank, stage_code
