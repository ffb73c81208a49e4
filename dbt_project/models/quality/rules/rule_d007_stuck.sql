-- What is stuck is said by fct_opportunity_ageing, and nowhere else; of what it cannot judge
-- nothing is said here either.
with
    stages as (
        select source_system, source_object, field
        from {{ ref("cnf_field_roles") }}
        where field_role = 'stage'
    )

select
    'D007' as rule_id,
    ageing.source_system,
    ageing.source_object,
    stages.field,
    ageing.source_id,
    ageing.is_stuck as is_failed,
    case
        when ageing.is_stuck
        then
            {{ as_text("ageing.days_in_stage") }}
            || ' days in '
            || ageing.stage_name
            || '; nine in ten won ones left it within '
            || {{ as_text("cast(ceil(ageing.won_p90_days) as integer)") }}
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from {{ ref("fct_opportunity_ageing") }} as ageing
inner join
    stages
    on ageing.source_system = stages.source_system
    and ageing.source_object = stages.source_object
where ageing.is_stuck is not null
