{#- Keys that an integration fills for itself and what an installed app brought along are meant for
    programs: nobody has to see them. Names in small letters. -#}
{%- set key_names = "(^|_)(ids?|keys?|guid|uuid|hash|token)(__c)?$" -%}
with
    fields as (
        select profiles.*, described.created_at
        from {{ ref("field_profile") }} as profiles
        inner join
            {{ ref("stg_meta__fields") }} as described
            on profiles.source_system = described.source_system
            and profiles.source_object = described.object
            and profiles.field = described.field
        where
            profiles.is_custom
            and not profiles.is_calculated
            and profiles.filled >= {{ quality_parameter("min_records") }}
            and profiles.verdict in ('used', 'constant')
            and {{ quality_is_kept_by_people("profiles.source_system", "profiles.source_object") }}
            and not {{ matches("lower(profiles.vendor_field)", key_names) }}
            and not {{ quality_is_of_a_package("profiles.vendor_field") }}
    )

select
    'F004' as rule_id,
    fields.source_system,
    fields.source_object,
    fields.field,
    cast(null as {{ dbt.type_string() }}) as source_id,
    unreferenced.is_unreferenced as is_failed,
    case
        when unreferenced.is_unreferenced
        then
            'filled on '
            || {{ as_text("fields.filled") }}
            || ' of '
            || {{ as_text("fields.records") }}
            || ' records, and nothing that could be seen shows it or refers to it'
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from fields
inner join
    {{ ref("int_quality__unreferenced_fields") }} as unreferenced
    on fields.source_system = unreferenced.source_system
    and fields.source_object = unreferenced.source_object
    and fields.field = unreferenced.field
where
    unreferenced.is_unreferenced is not null and not {{ quality_is_brand_new("fields.created_at") }}
