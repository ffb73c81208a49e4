select
    'F008' as rule_id,
    source_system,
    source_object,
    field,
    cast(null as {{ dbt.type_string() }}) as source_id,
    text_kind <> 'words' as is_failed,
    case
        when text_kind <> 'words'
        then
            cast(typed_values as {{ dbt.type_string() }})
            || ' of '
            || cast(filled as {{ dbt.type_string() }})
            || ' values of a text field are '
            || text_kind
            || ', for example '''
            || top_value
            || ''''
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from {{ ref("field_profile") }}
where text_kind is not null
