-- How bad a finding can be: what its weight takes of an opportunity's amount and of a record's
-- health, and the order in which problems are told.
with
    weights as (
        select severity, max(severity_weight) as weight
        from {{ ref("int_quality__rules") }}
        group by severity
    )

select
    severity,
    cast(weight as decimal(4, 2)) as weight,
    cast(row_number() over (order by weight desc, severity) as integer) as severity_rank
from weights
