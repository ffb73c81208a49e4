-- Every living record of a person with a lifecycle stage that the glossary knows: how far that
-- claims the person to be, and whether as somebody with an opportunity or as a customer. A stage
-- that stands for none comes before all of them; a way out claims nothing.
select
    people.person_key,
    people.source_system,
    people.source_object,
    people.source_id,
    records.lifecycle_stage,
    coalesce(stages.rank, 0) as claimed_rank,
    case
        stages.code
        when '{{ opportunity_stages()[0] }}'
        then 'opportunity'
        when '{{ funnel_stages()[-1] }}'
        then 'customer'
    end as claim
from {{ ref("cnf_persons") }} as records
inner join
    {{ ref("int_persons__resolved") }} as people
    on people.source_system = records.source_system
    and people.source_object = records.source_object
    and people.source_id = records.source_id
    and people.is_alive
inner join
    {{ ref("glossary_lifecycle_stages") }} as lifecycle_stages
    on lifecycle_stages.value = records.lifecycle_stage
left join {{ ref("glossary_stages") }} as stages on stages.code = lifecycle_stages.stage
where not coalesce(stages.is_exit, false)
