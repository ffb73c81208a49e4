-- name: definitions
select definition_id, value, unit, definition, owner_team, agreed_marketing, agreed_sales,
       cast(agreed_on as varchar) as agreed_on, is_signed, content, used_by,
       decided_by
from marts.dim_definition
order by is_signed, definition_id collate "C"

-- name: whole
select count(*) as definitions, count(case when not is_signed then 1 end) as unsigned,
       exists (
           select 1
           from marts.mart_agreement as a
           inner join marts.dim_metric as m on m.metric_id = a.metric_id
       ) as has_clauses
from marts.dim_definition
