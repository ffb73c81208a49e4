-- A vendor describes hundreds of standard fields that a company never asked for. An empty one is a
-- fault only where somebody made the field, put something into it, or a rule of ours looks for it.
with
    profiles as (
        select *
        from {{ ref("field_profile") }}
        where
            verdict <> 'could_not_see'
            and {{ quality_is_kept_by_people("source_system", "source_object") }}
            and records >= {{ quality_parameter("min_records") }}
    ),

    read_by_rules as (
        select distinct source_system, source_object, field
        from {{ ref("int_quality__rule_reads") }}
        where field <> '*'
    )

select
    'F001' as rule_id,
    profiles.source_system,
    profiles.source_object,
    profiles.field,
    cast(null as {{ dbt.type_string() }}) as source_id,
    profiles.verdict = 'never_populated' as is_failed,
    case
        when profiles.verdict = 'never_populated'
        then
            'none of '
            || cast(profiles.records as {{ dbt.type_string() }})
            || ' records holds a value'
            || coalesce('; placeholders stand in their place: ' || profiles.placeholders, '')
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from profiles
left join
    read_by_rules
    on profiles.source_system = read_by_rules.source_system
    and profiles.source_object = read_by_rules.source_object
    and profiles.field = read_by_rules.field
where profiles.is_custom or profiles.filled_raw > 0 or read_by_rules.field is not null
