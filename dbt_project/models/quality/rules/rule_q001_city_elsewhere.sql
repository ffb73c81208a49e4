select
    'Q001' as rule_id,
    source_system,
    source_object,
    field,
    source_id,
    (';' || countries || ';') not like ('%;' || code || ';%') as is_failed,
    case
        when (';' || countries || ';') not like ('%;' || code || ';%')
        then
            left(city, 255)
            || ' lies in '
            || replace(countries, ';', ', ')
            || '; the country is '
            || country
    end as detail,
    cast(null as {{ dbt.type_string() }}) as other_value
from {{ ref("int_quality__city_countries") }}
