-- name: severities
select severity, cast(weight as double precision) as weight
from quality.severity
order by severity_rank
