-- A hit is an opportunity that a rule of attribution has not parted whole: its weights are not 1
-- in all, its amounts not the amount, or the rule does not know it.
{{ config(meta={"dagster": {"ref": {"name": "fct_attribution"}}}) -}}
with
    parted as (
        select
            model,
            conversion,
            opportunity_key,
            sum(weight) as weights,
            min(weight) as least_weight,
            sum(attributed_amount) as amounts
        from {{ ref("fct_attribution") }}
        group by model, conversion, opportunity_key
    ),

    wanted as (
        select
            models.model,
            'created' as conversion,
            opportunities.opportunity_key,
            opportunities.amount_corporate
        from {{ ref("fct_opportunity") }} as opportunities
        cross join {{ ref("dim_attribution_model") }} as models
        union all
        select
            models.model,
            'won' as conversion,
            opportunities.opportunity_key,
            opportunities.amount_corporate
        from {{ ref("fct_opportunity") }} as opportunities
        cross join {{ ref("dim_attribution_model") }} as models
        where opportunities.is_won
    )

select
    coalesce(wanted.model, parted.model) as model,
    coalesce(wanted.conversion, parted.conversion) as conversion,
    coalesce(wanted.opportunity_key, parted.opportunity_key) as opportunity_key,
    parted.weights,
    parted.amounts,
    wanted.amount_corporate
from wanted
full outer join
    parted
    on parted.model = wanted.model
    and parted.conversion = wanted.conversion
    and parted.opportunity_key = wanted.opportunity_key
where
    wanted.opportunity_key is null
    or parted.opportunity_key is null
    or parted.weights <> 1
    or parted.least_weight < 0
    or (parted.amounts is null) <> (wanted.amount_corporate is null)
    or parted.amounts <> wanted.amount_corporate
