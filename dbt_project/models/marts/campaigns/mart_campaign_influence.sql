{#- What systems themselves credit their campaigns with, under their own rules, and beside it what our rule that
    is shown first gives the same record. Several people of one deal may share it for one campaign: it counts
    once, with all that they are given. -#}
with
    influences as (
        select
            source_system,
            model_id,
            model_name,
            is_default_model,
            opportunity_object,
            opportunity_id,
            {{ source_key("source_system", "campaign_object", "campaign_id") }} as campaign_key,
            influence_ratio
        from {{ ref("cnf_campaign_influences") }}
    ),

    deals as (
        select
            influences.source_system,
            influences.model_id,
            influences.model_name,
            influences.is_default_model,
            campaigns.campaign_key,
            opportunities.opportunity_key,
            opportunities.is_won,
            case
                when count(influences.influence_ratio) = count(*)
                then
                    cast(
                        round(
                            opportunities.amount_corporate * sum(influences.influence_ratio), 4
                        ) as {{ money_type() }}
                    )
            end as amount_corporate
        from influences
        inner join
            {{ ref("bridge_opportunity_source") }} as sources
            on sources.source_system = influences.source_system
            and sources.source_object = influences.opportunity_object
            and sources.source_id = influences.opportunity_id
        inner join
            {{ ref("fct_opportunity") }} as opportunities
            on opportunities.opportunity_key = sources.opportunity_key
        left join
            {{ ref("dim_campaign") }} as campaigns
            on campaigns.campaign_key = influences.campaign_key
        group by
            influences.source_system,
            influences.model_id,
            influences.model_name,
            influences.is_default_model,
            campaigns.campaign_key,
            opportunities.opportunity_key,
            opportunities.is_won,
            opportunities.amount_corporate
    ),

    summed as (
        select
            source_system,
            model_id,
            model_name,
            is_default_model,
            campaign_key,
            count(*) as count_opportunities,
            sum(case when is_won then 1 else 0 end) as count_won,
            sum(case when amount_corporate is null then 1 else 0 end) as count_without_amount,
            sum(amount_corporate) as amount,
            sum(case when is_won then amount_corporate end) as won_amount
        from deals
        group by source_system, model_id, model_name, is_default_model, campaign_key
    ),

    ours as (
        select campaign_key, sum(weight) as weight, sum(attributed_amount) as amount
        from {{ ref("fct_attribution") }}
        where model = {{ glossary("default_attribution_model") | trim }} and conversion = 'won'
        group by campaign_key
    )

select
    summed.source_system,
    summed.model_id as influence_model_id,
    summed.model_name as influence_model,
    summed.is_default_model,
    summed.campaign_key,
    summed.count_opportunities,
    cast(summed.count_won as bigint) as count_won,
    cast(summed.count_without_amount as bigint) as count_without_amount,
    cast(summed.amount as {{ money_type() }}) as influenced_amount_corporate,
    cast(
        case when summed.count_won = 0 then 0 else summed.won_amount end as {{ money_type() }}
    ) as won_amount_corporate,
    {{ glossary("default_attribution_model") | trim }} as credited_model,
    cast(ours.weight as decimal(24, 12)) as credited_weight,
    cast(ours.amount as {{ money_type() }}) as credited_amount_corporate
from summed
left join ours on ours.campaign_key = summed.campaign_key
