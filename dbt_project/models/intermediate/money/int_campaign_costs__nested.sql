{#- One row per campaign that has parts and a cost of its own in one number: what all of its parts cost
    together, as their own records tell (parts_amount). A part's cost contains that of its own parts
    where it is at least as much; otherwise it comes on top. Five levels, as deep as any vendor goes. -#}
with
    costs as (
        select
            told.record_system,
            told.record_object,
            told.record_id,
            sum(converted.amount_corporate) as cost
        from {{ ref("int_marketing_spend__told") }} as told
        inner join
            {{ ref("int_marketing_spend__converted") }} as converted
            on converted.source_system = told.source_system
            and converted.source_object = told.source_object
            and converted.source_id = told.source_id
        where told.detail = 'total' and told.record_system = told.source_system
        group by told.record_system, told.record_object, told.record_id
    ),

    campaigns as (
        select
            campaigns.source_system,
            campaigns.source_object,
            campaigns.source_id,
            campaigns.parent_id,
            coalesce(costs.cost, 0) as cost
        from {{ ref("cnf_campaigns") }} as campaigns
        left join
            costs
            on costs.record_system = campaigns.source_system
            and costs.record_object = campaigns.source_object
            and costs.record_id = campaigns.source_id
    ),

    level_1 as (
        select campaigns.*, cast(0 as {{ money_type() }}) as parts, cost as whole from campaigns
    ),

    {%- for level in range(2, 6) %}
        parts_{{ level }} as (
            select source_system, source_object, parent_id, sum(whole) as parts
            from level_{{ level - 1 }}
            where parent_id <> source_id
            group by source_system, source_object, parent_id
        ),

        level_{{ level }} as (
            select
                campaigns.*,
                coalesce(parts.parts, 0) as parts,
                case
                    when campaigns.cost >= coalesce(parts.parts, 0)
                    then campaigns.cost
                    else campaigns.cost + parts.parts
                end as whole
            from campaigns
            left join
                parts_{{ level }} as parts
                on parts.source_system = campaigns.source_system
                and parts.source_object = campaigns.source_object
                and parts.parent_id = campaigns.source_id
        ) {{- "," if not loop.last }}
    {%- endfor %}

select
    source_system,
    source_object,
    source_id,
    cast(cost as {{ money_type() }}) as own_amount,
    cast(parts as {{ money_type() }}) as parts_amount
from level_5
where parts > 0 and cost > 0
