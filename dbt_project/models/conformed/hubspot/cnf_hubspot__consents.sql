{#- Whether marketing may write to a contact. Who is no marketing contact gets none of the portal's mass
    mail, opted out or not. Of calls a portal keeps no such field. -#}
select
    'contacts' as source_object,
    contact_id as source_id,
    'email' as channel,
    has_opted_out_of_email as is_opted_out,
    email is not null
    and not has_opted_out_of_email
    and coalesce(marketable_status, 'true') <> 'false' as is_reachable
from {{ ref("stg_hubspot__contacts") }}
where not is_deleted
