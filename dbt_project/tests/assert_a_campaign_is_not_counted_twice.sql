-- A hit is a campaign's record of which two systems count what was bought: one of them should
-- tell for both.
{{ config(meta={"dagster": {"ref": {"name": "fct_marketing_spend"}}}) -}}
select campaign_key
from {{ ref("fct_marketing_spend") }}
where is_counted and campaign_key is not null and cost_basis <> 'people' and spend_amount <> 0
group by campaign_key
having count(distinct source_system) > 1
