{{ config(materialized="view") }}
{#- Attempts and contacts that took place; what is planned counts when its time has come. -#}
select person_key, activity_key, owner_key, happened_at, is_attempt, is_contact
from {{ ref("int_sales_activities__described") }}
where person_key is not null and (is_attempt or is_contact) and happened_at <= {{ as_of() }}
