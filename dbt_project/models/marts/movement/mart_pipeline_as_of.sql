{#- What was open at the end of each week, month and quarter, as it was then. -#}
with
    open_states as (
        select states.*, owners.team, scopes.channel, scopes.opportunity_type
        from {{ ref("fct_opportunity_state") }} as states
        inner join
            {{ ref("int_opportunity_scopes__named") }} as scopes
            on scopes.opportunity_key = states.opportunity_key
        left join {{ ref("dim_user") }} as owners on owners.owner_key = states.owner_key
        where states.is_open
    ),

    standing as (
        select
            periods.period_type,
            periods.period_start,
            periods.period_end,
            periods.next_start,
            periods.is_complete,
            open_states.*
        from {{ ref("int_pipeline_periods__listed") }} as periods
        inner join
            open_states
            on open_states.valid_from_at < periods.ends_at
            and (open_states.valid_to_at is null or open_states.valid_to_at >= periods.ends_at)
    )

select
    period_type,
    period_start,
    period_end,
    is_complete,
    source_system,
    stage_name,
    owner_key,
    team,
    channel,
    opportunity_type,
    cast(count(*) as bigint) as count_open,
    {{ count_where("close_date < next_start") }} as count_overdue,
    {{ count_where("amount_corporate is null") }} as count_without_amount,
    cast(sum(amount_corporate) as {{ money_type() }}) as open_amount_corporate,
    cast(
        sum(amount_corporate * probability_ratio) as {{ money_type() }}
    ) as weighted_amount_corporate,
    {{ count_where("amount_corporate is not null and probability_ratio is null") }}
    as count_without_probability,
    {%- for evidence in ["history", "snapshot", "current", "assumed"] %}
        {{ count_where("evidence = '" ~ evidence ~ "'") }} as count_{{ evidence }}
        {{- "," if not loop.last }}
    {%- endfor %}
from standing
group by
    period_type,
    period_start,
    period_end,
    is_complete,
    source_system,
    stage_name,
    owner_key,
    team,
    channel,
    opportunity_type
