-- What each rule reads, field by field. A rule names fields by their role, whatever the vendor
-- calls
-- them, or one field of one vendor; a rule that reads every field has one row of stars.
with
    reads as (select * from {{ ref("quality_rule_reads") }}),

    roles as (select * from {{ ref("cnf_field_roles") }})

select rule_id, system as source_system, object as source_object, field
from reads
where system <> '*' or field = '*'
union
select reads.rule_id, roles.source_system, roles.source_object, roles.field
from reads
inner join roles on reads.system = '*' and reads.field = roles.field_role
