-- A standard tick box that everybody left as the vendor ships it is not a choice of this company;
-- nor is a field that names what it may have only one of: a pipeline, a currency, an owner.
with
    profiles as (select * from {{ ref("field_profile") }}),

    of_one as (
        select source_system, source_object, field
        from {{ ref("cnf_field_roles") }}
        where
            field_role in (
                'currency',
                'lead_owner',
                'owner',
                'pipeline',
                'record_kind',
                'record_maker',
                'record_owner',
                'record_source'
            )
    )

select
    'F003' as rule_id,
    profiles.source_system,
    profiles.source_object,
    profiles.field,
    cast(null as {{ dbt.type_string() }}) as source_id,
    profiles.verdict = 'constant' as is_failed,
    case
        when profiles.verdict = 'constant'
        then 'all ' || {{ as_text("profiles.filled") }} || ' values are the same'
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from profiles
left join
    of_one
    on profiles.source_system = of_one.source_system
    and profiles.source_object = of_one.source_object
    and profiles.field = of_one.field
where
    of_one.field is null
    and profiles.verdict <> 'could_not_see'
    and {{ quality_is_kept_by_people("profiles.source_system", "profiles.source_object") }}
    and profiles.filled >= {{ quality_parameter("min_records") }}
    and (profiles.is_custom or profiles.data_type <> 'boolean')
