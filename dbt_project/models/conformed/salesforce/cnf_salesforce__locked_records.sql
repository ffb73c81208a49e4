{#- What a lead was converted into is edited from then on; the lead itself takes no edit. -#}
select 'lead' as source_object, lead_id as source_id, 'it was converted' as locked_because
from {{ ref("stg_salesforce__leads") }}
where is_converted and not is_deleted
