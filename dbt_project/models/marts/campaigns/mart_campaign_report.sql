{#- What a system itself says that each campaign brought so far, and beside it what our tables say of the same record.
    A campaign of which we saw no touch of a person, or which our rule gives no won deal, has nothing of
    ours, and no 0: nobody knows. -#}
with
    reports as (
        select
            *, {{ source_key("source_system", "campaign_object", "campaign_id") }} as campaign_key
        from {{ ref("cnf_campaign_reports") }}
    ),

    amounts as (select * from {{ ref("int_campaign_reports__converted") }}),

    touched as (
        select campaign_key, count(distinct person_key) as count_persons
        from {{ ref("fct_touchpoint") }}
        where is_human
        group by campaign_key
    ),

    ours as (
        select
            campaign_key,
            count(distinct case when weight > 0 then opportunity_key end) as count_opportunities,
            sum(weight) as weight,
            sum(attributed_amount) as amount
        from {{ ref("fct_attribution") }}
        where model = {{ glossary("default_attribution_model") | trim }} and conversion = 'won'
        group by campaign_key
    )

select
    reports.source_system,
    reports.campaign_key,
    reports.count_sessions,
    reports.count_new_contacts_first_touch,
    reports.count_new_contacts_last_touch,
    reports.count_influenced_contacts,
    case when reports.is_revenue_shown then 'told' else 'not_shown' end as revenue_state,
    reports.revenue_rule,
    reports.count_credited_contacts as count_reported_contacts,
    reports.count_credited_deals as count_reported_deals,
    revenue.currency_code,
    deals.amount as reported_deal_amount,
    deals.amount_corporate as reported_deal_amount_corporate,
    revenue.amount as reported_revenue,
    revenue.amount_corporate as reported_revenue_corporate,
    revenue.amount_conversion as revenue_conversion,
    touched.count_persons as count_persons_touched,
    {{ glossary("default_attribution_model") | trim }} as credited_model,
    ours.count_opportunities as count_credited_opportunities,
    cast(ours.weight as decimal(24, 12)) as credited_weight,
    cast(ours.amount as {{ money_type() }}) as credited_amount_corporate
from reports
inner join {{ ref("dim_campaign") }} as campaigns on campaigns.campaign_key = reports.campaign_key
inner join
    amounts as revenue
    on revenue.source_system = reports.source_system
    and revenue.source_object = reports.source_object
    and revenue.source_id = reports.source_id
    and revenue.amount_kind = 'revenue'
inner join
    amounts as deals
    on deals.source_system = reports.source_system
    and deals.source_object = reports.source_object
    and deals.source_id = reports.source_id
    and deals.amount_kind = 'deal'
left join touched on touched.campaign_key = reports.campaign_key
left join ours on ours.campaign_key = reports.campaign_key
