{#- One row per opportunity and period in which it was new or re-opened: what it was worth when it came in. An
    amount that is filled in later was meant from the start. -#}
with
    states as (select * from {{ ref("fct_opportunity_state") }}),

    placed as (
        select * from {{ ref("int_pipeline_periods__placed") }} where came in ('new', 'reopened')
    ),

    within_period as (
        select
            placed.opportunity_key,
            placed.period_type,
            placed.period_start,
            states.state_number,
            states.amount_corporate,
            min(
                case
                    when
                        placed.came = 'new'
                        or (
                            states.is_open
                            and states.close_date >= placed.period_start
                            and states.close_date < placed.next_start
                        )
                        or (not states.is_open and states.stage_category <> placed.begin_category)
                    then states.state_number
                end
            ) over (partition by placed.opportunity_key, placed.period_type, placed.period_start)
            as entry_number
        from placed
        inner join
            states
            on states.opportunity_key = placed.opportunity_key
            and states.state_number <= placed.end_number
            and states.valid_from_at >= placed.starts_at
    )

select
    opportunity_key,
    period_type,
    period_start,
    {{ first_known("amount_corporate", "state_number") }} as entry_amount
from within_period
where state_number >= entry_number
group by opportunity_key, period_type, period_start
