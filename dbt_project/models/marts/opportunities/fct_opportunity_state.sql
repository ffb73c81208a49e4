{#- What every opportunity was on any date: join it on `valid_from_at <= instant and (valid_to_at is null or valid_to_at >
    instant)`. -#}
with
    states as (select * from {{ ref("int_opportunity_states__rebuilt") }}),

    amounts as (
        select
            opportunity_key,
            state_number,
            source_system,
            amount,
            home_amount,
            vendor_rate,
            currency_code,
            close_date as rate_date
        from states
    ),

    valued as (
        with
            told as (select * from amounts)
            {{ converted_amounts("told", ["opportunity_key", "state_number", "source_system"]) }}
    )

select
    states.opportunity_key,
    states.state_number,
    states.valid_from_at,
    states.valid_to_at,
    states.ends_deleted,
    states.source_system,
    states.source_object,
    states.source_id,
    states.stage_name,
    states.stage_category,
    states.stage_category = 'open' as is_open,
    states.stage_category = 'won' as is_won,
    states.stage_category = 'lost' as is_lost,
    states.amount,
    valued.currency_code,
    valued.amount_corporate,
    valued.amount_conversion,
    states.close_date,
    states.owner_key,
    states.forecast_category,
    states.probability_ratio,
    -- the weakest of what a number of the pipeline rests on
    case
        when
            'assumed' in (states.stage_evidence, states.amount_evidence, states.close_date_evidence)
        then 'assumed'
        when
            'current' in (states.stage_evidence, states.amount_evidence, states.close_date_evidence)
        then 'current'
        when
            'snapshot'
            in (states.stage_evidence, states.amount_evidence, states.close_date_evidence)
        then 'snapshot'
        else 'history'
    end as evidence,
    states.stage_evidence,
    states.amount_evidence,
    states.close_date_evidence,
    states.owner_evidence
from states
inner join
    valued
    on valued.opportunity_key = states.opportunity_key
    and valued.state_number = states.state_number
