-- What each list field offers, and what stands in it that it does not offer.
select
    source_system,
    source_object,
    field,
    {{ count_where("is_active") }} as active_options,
    {{ count_where("verdict = 'never_used'") }} as never_used_options,
    {{ count_where("verdict in ('undeclared', 'switched_off', 'relabelled')") }}
    as undeclared_values,
    {{ count_where("verdict = 'relabelled'") }} as relabelled_values
from {{ ref("field_option") }}
group by source_system, source_object, field
