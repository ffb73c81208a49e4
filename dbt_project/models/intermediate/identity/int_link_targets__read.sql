{#- One row per kind of Salesforce record that links may name and that was read: what was never read may
    well be there. -#}
select 'lead' as object
from {{ ref("stg_salesforce__leads") }}
union
select 'contact' as object
from {{ ref("stg_salesforce__contacts") }}
union
select 'account' as object
from {{ ref("stg_salesforce__accounts") }}
union
select 'opportunity' as object
from {{ ref("stg_salesforce__opportunities") }}
union
select stream as object
from {{ ref("stg_salesforce__runs") }}
where status = 'ok'
