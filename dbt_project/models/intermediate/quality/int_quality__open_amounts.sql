-- What each open opportunity weighs: its amount, and where it has none above nothing the median of
-- those of its pipeline and stage, else of its stage in whatever pipeline, else of all. Where no
-- open opportunity has an amount there is nothing to estimate by: the weight is unknown.
{%- set groups = {"pipeline": ["pipeline", "stage"], "stage": ["stage"], "whole": []} %}
with
    open_opportunities as (
        select
            opportunities.opportunity_key,
            coalesce(kinds.kind_id, '') as pipeline,
            coalesce(opportunities.shared_stage, opportunities.stage_name, '') as stage,
            case
                when opportunities.amount_corporate > 0 then opportunities.amount_corporate
            end as amount
        from {{ ref("fct_opportunity") }} as opportunities
        left join
            {{ ref("int_opportunities__unified") }} as kinds
            on kinds.opportunity_key = opportunities.opportunity_key
        where opportunities.is_open
    ),

    -- the lower median is one of the amounts themselves, so both engines name the same one
    {%- for name, columns in groups.items() %}
        {{ name }}_amounts as (
            select
                {%- for column in columns %} {{ column }}, {%- endfor %}
                {{ lower_median_of("amount") }} as amount
            from open_opportunities
            where amount is not null
            {%- if columns %} group by {{ columns | join(", ") }} {%- endif %}
        ) {{- "," if not loop.last }}
    {%- endfor %}

select
    open_opportunities.opportunity_key,
    cast(
        coalesce(
            open_opportunities.amount,
            pipeline_amounts.amount,
            stage_amounts.amount,
            whole_amounts.amount
        ) as {{ money_type() }}
    ) as weight_amount,
    open_opportunities.amount is null as is_estimated
from open_opportunities
left join
    pipeline_amounts
    on pipeline_amounts.pipeline = open_opportunities.pipeline
    and pipeline_amounts.stage = open_opportunities.stage
left join stage_amounts on stage_amounts.stage = open_opportunities.stage
cross join whole_amounts
