-- name: campaigns
-- of each system those with most revenue, then those with most visits
with ranked as (
    select r.*,
           row_number() over (
               partition by r.source_system
               order by r.reported_revenue_corporate desc nulls last,
                        r.count_sessions desc nulls last, r.campaign_key
           ) as place,
           count(*) over (partition by r.source_system) as count_campaigns,
           max(case when r.revenue_state = 'not_shown' then 1 else 0 end) over (
               partition by r.source_system
           ) = 1 as hides_revenue
    from marts.mart_campaign_report as r
)

select r.source_system, c.name as campaign, cast(r.count_campaigns as bigint) as campaigns,
       r.hides_revenue, r.revenue_rule, r.count_sessions as sessions,
       r.count_new_contacts_first_touch as first_touch,
       r.count_new_contacts_last_touch as last_touch, r.count_influenced_contacts as influenced,
       r.count_persons_touched as touched, r.count_reported_deals as deals,
       r.count_credited_opportunities as our_deals,
       cast(r.reported_revenue_corporate as decimal(24, 4)) as revenue,
       case when r.revenue_conversion = 'missing_rate' then r.reported_revenue end
           as unrated_revenue,
       r.currency_code, cast(r.credited_amount_corporate as decimal(24, 4)) as ours,
       o.label as our_rule
from ranked as r
left join marts.dim_campaign as c on c.campaign_key = r.campaign_key
left join marts.dim_attribution_model as o on o.model = r.credited_model
where r.place <= 12
order by r.source_system, r.place

-- name: all_reports
select c.name as campaign, r.*
from marts.mart_campaign_report as r
left join marts.dim_campaign as c on c.campaign_key = r.campaign_key
order by r.source_system, r.reported_revenue_corporate desc nulls last, r.campaign_key
