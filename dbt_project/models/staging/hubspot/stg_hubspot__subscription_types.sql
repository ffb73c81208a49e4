{#- No model reads yet: name, purpose. They tell people which kind it is. Mail that one colleague writes to one
    person has a kind, too; who left that can still be written to by the thousand. -#}
select
    id as subscription_type_id,
    {{ blank_to_null("name") }} as name,
    {{ blank_to_null("purpose") }} as purpose,
    coalesce(isactive, false)
    and coalesce(lower({{ blank_to_null("communicationmethod") }}), '')
    not like 'one%to%one' as is_of_mass_mail,
    {{ audit_columns() }}
from {{ source("raw_hubspot", "subscription_types") }}
