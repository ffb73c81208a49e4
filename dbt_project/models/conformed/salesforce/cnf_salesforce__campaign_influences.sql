{#- What Salesforce itself gives its campaigns, under each of its rules. -#}
select
    'campaign_influence' as source_object,
    influences.influence_id as source_id,
    'campaign' as campaign_object,
    influences.campaign_id,
    'opportunity' as opportunity_object,
    influences.opportunity_id,
    influences.influence_model_id as model_id,
    models.name as model_name,
    models.is_default as is_default_model,
    influences.influence_ratio
from {{ ref("stg_salesforce__campaign_influences") }} as influences
left join
    {{ ref("stg_salesforce__campaign_influence_models") }} as models
    on models.influence_model_id = influences.influence_model_id
    and not models.is_deleted
where not influences.is_deleted
