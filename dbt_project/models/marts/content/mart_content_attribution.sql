{#- The credit of touches, by what they were of. All rows of a rule and conversion are the whole: what touches of
    no content have, and what no touch has, stand there too. -#}
with
    credited as (
        select
            case
                when credits.touchpoint_key is null
                then 'unattributed'
                when touches.content_key is null
                then 'other_touches'
                else 'piece'
            end as part,
            touches.content_key,
            credits.model,
            credits.conversion,
            credits.opportunity_key,
            credits.weight,
            credits.attributed_amount
        from {{ ref("fct_attribution") }} as credits
        left join
            {{ ref("fct_touchpoint") }} as touches
            on touches.touchpoint_key = credits.touchpoint_key
    )

select
    {{ key_of(["part", "content_key", "model", "conversion"]) }} as content_attribution_key,
    part,
    content_key,
    model,
    conversion,
    count(distinct opportunity_key) as count_opportunities,
    cast(sum(weight) as decimal(28, 12)) as weight,
    cast(sum(attributed_amount) as {{ money_type() }}) as attributed_amount
from credited
group by part, content_key, model, conversion
