{{ config(materialized="by_key", key=["opportunity_key"], keys_at_once=100000) }}
{#- One row per conversion and rule of attribution: how much of what the rule gives out some touch takes, and
    among how many the rest is parted. What was lost has nothing to part. -#}
with
    conversions as (
        select *
        from {{ ref("int_conversions__dated") }}
        where
            conversion <> 'lost'
            and {{ due("opportunity_key", ref("int_conversions__fingerprinted")) }}
    ),

    touches as (
        select *
        from {{ ref("int_conversion_touches__found") }}
        where
            conversion <> 'lost'
            and {{ due("opportunity_key", ref("int_conversions__fingerprinted")) }}
    ),

    rules as (select * from {{ ref("glossary_attribution_models") }}),

    taken as (
        select
            touches.opportunity_key,
            touches.conversion,
            rules.code,
            count(*) as count_milestones,
            sum({{ milestone_share("touches", "rules") }}) as milestone_shares
        from touches
        inner join
            rules
            on {% for name in milestones() %}
                (touches.is_{{ name }} and rules.{{ name }}_share > 0)
                {{- " or " if not loop.last }}
            {% endfor %}
        group by touches.opportunity_key, touches.conversion, rules.code
    ),

    faded as (
        select
            touches.opportunity_key,
            touches.conversion,
            rules.code,
            cast(
                sum({{ exact_share(share_not_faded("touches", "rules")) }}) as {{ double_type() }}
            ) as sum_not_faded
        from touches
        inner join rules on rules.decay_share > 0
        group by touches.opportunity_key, touches.conversion, rules.code
    ),

    met as (
        select touches.opportunity_key, touches.conversion, count(*) as count_channels
        from touches
        where touches.is_first_of_channel
        group by touches.opportunity_key, touches.conversion
    ),

    counted as (
        select
            conversions.opportunity_key,
            conversions.conversion,
            conversions.amount_corporate,
            rules.*,
            coalesce(firsts.count_touches, 0) as count_touches,
            coalesce(firsts.count_touches, 0) - coalesce(taken.count_milestones, 0) as count_rest,
            coalesce(taken.milestone_shares, 0) as milestone_shares,
            faded.sum_not_faded,
            met.count_channels
        from conversions
        cross join rules
        left join
            touches as firsts
            on firsts.opportunity_key = conversions.opportunity_key
            and firsts.conversion = conversions.conversion
            and firsts.position = 1
        left join
            taken
            on taken.opportunity_key = conversions.opportunity_key
            and taken.conversion = conversions.conversion
            and taken.code = rules.code
        left join
            faded
            on faded.opportunity_key = conversions.opportunity_key
            and faded.conversion = conversions.conversion
            and faded.code = rules.code
        left join
            met
            on met.opportunity_key = conversions.opportunity_key
            and met.conversion = conversions.conversion
    )

select
    counted.*,
    milestone_shares
    + case when count_rest > 0 then rest_share else 0 end
    + case
        when count_touches > 0 then even_share + decay_share + channel_share + removal_share else 0
    end as shares_taken
from counted
