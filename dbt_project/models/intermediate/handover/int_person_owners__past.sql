{{ config(materialized="view") }}
{#- Who had each person until now: a change of owner to come is not known yet. -#}
select *
from {{ ref("int_person_owners__dated") }}
where since_at <= {{ as_of() }}
