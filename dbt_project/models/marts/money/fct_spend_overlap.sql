{#- Costs that two systems may both contain, and that both count: a campaign of one system is, by its name, the
    whole of which a campaign of another is a part. What the whole cost may contain the part's cost, and
    nobody says whether it does, so that nothing is left out and everything is shown. -#}
with
    costs as (
        select
            source_system,
            campaign_key,
            campaign_name,
            {{ comparable_source("campaign_name") }} as comparable_name,
            min(spent_from) as spent_from,
            max(spent_to) as spent_to,
            sum(counted_amount_corporate) as amount
        from {{ ref("fct_marketing_spend") }}
        where is_counted and cost_basis <> 'people' and campaign_name is not null
        group by source_system, campaign_key, campaign_name
        having sum(counted_amount_corporate) > 0
    ),

    campaigns as (
        select
            source_system,
            source_object,
            source_id,
            name,
            parent_id,
            {{ source_key("source_system", "source_object", "source_id") }} as campaign_key
        from {{ ref("cnf_campaigns") }}
    ),

    -- what a campaign is a part of in its own system, two levels up
    wholes as (
        select parts.campaign_key, parents.name as whole_name
        from campaigns as parts
        inner join
            campaigns as parents
            on parents.source_system = parts.source_system
            and parents.source_object = parts.source_object
            and parents.source_id = parts.parent_id
        union all
        select parts.campaign_key, grandparents.name as whole_name
        from campaigns as parts
        inner join
            campaigns as parents
            on parents.source_system = parts.source_system
            and parents.source_object = parts.source_object
            and parents.source_id = parts.parent_id
        inner join
            campaigns as grandparents
            on grandparents.source_system = parents.source_system
            and grandparents.source_object = parents.source_object
            and grandparents.source_id = parents.parent_id
    ),

    alike as (
        select
            'parent' as told_by,
            whole.source_system as whole_system,
            whole.comparable_name as whole_name,
            part.source_system as part_system,
            part.comparable_name as part_name
        from costs as part
        inner join wholes on wholes.campaign_key = part.campaign_key
        inner join
            costs as whole
            on whole.source_system <> part.source_system
            and whole.comparable_name = {{ comparable_source("wholes.whole_name") }}
        union all
        select
            'name' as told_by,
            whole.source_system as whole_system,
            whole.comparable_name as whole_name,
            part.source_system as part_system,
            part.comparable_name as part_name
        from costs as part
        inner join
            costs as whole
            on whole.source_system <> part.source_system
            and {{ list_part("whole.comparable_name", " ", 1) }}
            = {{ list_part("part.comparable_name", " ", 1) }}
            and substr(part.comparable_name, 1, length(whole.comparable_name) + 1)
            = whole.comparable_name || ' '
    ),

    pairs as (
        select whole_system, whole_name, part_system, part_name, max(told_by) as told_by
        from alike
        group by whole_system, whole_name, part_system, part_name
    ),

    named as (
        select
            source_system,
            comparable_name,
            min(campaign_name) as campaign_name,
            min(spent_from) as spent_from,
            max(spent_to) as spent_to,
            sum(amount) as amount
        from costs
        group by source_system, comparable_name
    )

select
    pairs.whole_system as source_system,
    whole.campaign_name,
    cast(whole.amount as {{ money_type() }}) as amount_corporate,
    pairs.part_system as other_source_system,
    part.campaign_name as other_campaign_name,
    cast(part.amount as {{ money_type() }}) as other_amount_corporate,
    pairs.told_by,
    cast(
        {{ least_of(["whole.amount", "part.amount"]) }} as {{ money_type() }}
    ) as at_most_twice_corporate
from pairs
inner join
    named as whole
    on whole.source_system = pairs.whole_system
    and whole.comparable_name = pairs.whole_name
inner join
    named as part
    on part.source_system = pairs.part_system
    and part.comparable_name = pairs.part_name
-- their days meet
where whole.spent_to >= part.spent_from and part.spent_to >= whole.spent_from
