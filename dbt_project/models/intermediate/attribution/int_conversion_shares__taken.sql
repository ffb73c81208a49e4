{#- One row per conversion and rule of attribution: how much of what the rule gives out some touch takes, and
    among how many the rest is parted. -#}
with
    touches as (select * from {{ ref("int_conversion_touches__found") }}),

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
            sum({{ share_not_faded("touches", "rules") }}) as sum_not_faded
        from touches
        inner join rules on rules.decay_share > 0
        group by touches.opportunity_key, touches.conversion, rules.code
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
            faded.sum_not_faded
        from {{ ref("int_conversions__dated") }} as conversions
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
    )

select
    counted.*,
    milestone_shares
    + case when count_rest > 0 then rest_share else 0 end
    + case when count_touches > 0 then even_share + decay_share else 0 end as shares_taken
from counted
