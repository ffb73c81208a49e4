select source_system, source_object, source_id, opportunity_key, 'single' as match_method
from {{ ref("int_opportunities__unified") }}
union all
select
    'hubspot' as source_system,
    'deals' as source_object,
    deals.deal_id as source_id,
    opportunities.opportunity_key,
    'id_link' as match_method
from {{ ref("stg_hubspot__deals") }} as deals
inner join
    {{ ref("int_opportunities__unified") }} as opportunities
    on opportunities.salesforce_opportunity_id = deals.salesforce_opportunity_id
where not deals.is_deleted
