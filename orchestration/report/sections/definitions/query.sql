-- name: definitions
select definition_id, value, unit, definition, owner_team, agreed_marketing, agreed_sales,
       cast(agreed_on as varchar) as agreed_on, is_signed, content, used_by
from marts.dim_definition
order by is_signed, definition_id collate "C"

-- name: whole
select count(*) as definitions, count(case when not is_signed then 1 end) as unsigned
from marts.dim_definition
