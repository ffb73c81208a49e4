-- The records of every failure that no waiver covers, and those that its break left otherwise; each
-- once for a rule.
with open_failures as (select * from {{ ref("int_quality__open_failures") }})

select rule_id, source_system, source_object, source_id
from open_failures
where source_id is not null
union
select broken.rule_id, broken.source_system, broken.source_object, broken.source_id
from {{ ref("int_quality__break_records") }} as broken
inner join
    open_failures
    on broken.rule_id = open_failures.rule_id
    and broken.source_system = open_failures.source_system
    and broken.source_object = open_failures.source_object
    and broken.field = open_failures.field
