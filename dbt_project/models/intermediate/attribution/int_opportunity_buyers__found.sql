{{ config(materialized="view") }}
{#- One row per opportunity and person whose touches count for it: those with a part in it; of one that names
    nobody, those of its account. -#}
with
    named as (select opportunity_key, person_key from {{ ref("bridge_opportunity_person") }}),

    naming as (select distinct opportunity_key from named)

select opportunity_key, person_key, false as is_by_account
from named
union all
select opportunities.opportunity_key, persons.person_key, true as is_by_account
from {{ ref("fct_opportunity") }} as opportunities
inner join {{ ref("dim_person") }} as persons on persons.account_key = opportunities.account_key
left join naming on naming.opportunity_key = opportunities.opportunity_key
where naming.opportunity_key is null
