with
    names as (
        select source_system, source_object, field
        from {{ ref("cnf_field_roles") }}
        where field_role = 'opportunity_name'
    ),

    named_opportunities as (
        select
            opportunities.source_system,
            opportunities.source_object,
            names.field,
            opportunities.source_id,
            opportunities.name like '%?' as is_failed
        from {{ ref("fct_opportunity") }} as opportunities
        inner join
            names
            on opportunities.source_system = names.source_system
            and opportunities.source_object = names.source_object
        where opportunities.name is not null
    )

select
    'Z001' as rule_id,
    source_system,
    source_object,
    field,
    source_id,
    is_failed,
    case when is_failed then 'its name ends in a question mark' end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from named_opportunities
