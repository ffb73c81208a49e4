-- name: campaigns
-- the first of each rule, those of the rule that its system shows first before others
with ranked as (
    select i.*,
           row_number() over (
               partition by i.source_system, i.influence_model_id
               order by i.won_amount_corporate desc nulls last,
                        i.influenced_amount_corporate desc nulls last, i.campaign_key nulls last
           ) as place,
           count(*) over (partition by i.source_system, i.influence_model_id) as count_campaigns
    from marts.mart_campaign_influence as i
)

select r.source_system, r.influence_model_id as model_id, r.influence_model as model,
       r.is_default_model as is_first, c.name as campaign,
       cast(r.count_campaigns as bigint) as campaigns, r.count_opportunities as deals,
       r.count_won as won, r.count_without_amount as without_amount,
       cast(r.influenced_amount_corporate as decimal(24, 4)) as amount,
       cast(r.won_amount_corporate as decimal(24, 4)) as won_amount,
       cast(r.credited_amount_corporate as decimal(24, 4)) as ours, o.label as our_rule
from ranked as r
left join marts.dim_campaign as c on c.campaign_key = r.campaign_key
left join marts.dim_attribution_model as o on o.model = r.credited_model
where r.place <= 12
order by r.source_system, case when r.is_default_model then 1 else 2 end,
         r.influence_model collate "C" nulls last, r.influence_model_id, r.place

-- name: all_influences
select i.source_system, i.influence_model_id, i.influence_model, i.is_default_model, i.campaign_key,
       c.name as campaign, i.count_opportunities, i.count_won, i.count_without_amount,
       i.influenced_amount_corporate, i.won_amount_corporate, i.credited_model, i.credited_weight,
       i.credited_amount_corporate
from marts.mart_campaign_influence as i
left join marts.dim_campaign as c on c.campaign_key = i.campaign_key
order by i.source_system, i.influence_model collate "C" nulls last, i.influence_model_id,
         i.won_amount_corporate desc nulls last, i.campaign_key nulls last
