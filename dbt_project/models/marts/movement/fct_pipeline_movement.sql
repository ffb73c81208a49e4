{#- What is new or re-opened is valued as it came in and its changes told apart, like those of what was there at
    the beginning; what was pulled in is valued at the end. An amount that nobody knows changes nothing. -#}
with
    amounts as (
        select
            placed.*,
            case
                placed.came
                when 'begin'
                then placed.begin_amount
                when 'pulled_in'
                then placed.end_amount
                else entries.entry_amount
            end as came_amount
        from {{ ref("int_pipeline_periods__placed") }} as placed
        left join
            {{ ref("int_pipeline_entries__valued") }} as entries
            on entries.opportunity_key = placed.opportunity_key
            and entries.period_type = placed.period_type
            and entries.period_start = placed.period_start
    ),

    changed as (
        select amounts.*, coalesce(end_amount, 0) - coalesce(came_amount, 0) as change_amount
        from amounts
    )

select
    changed.period_type,
    changed.period_start,
    changed.period_end,
    changed.is_complete,
    changed.opportunity_key,
    changed.source_system,
    changed.source_object,
    changed.source_id,
    scopes.name,
    changed.owner_key,
    owners.team,
    scopes.channel,
    scopes.opportunity_type,
    changed.came,
    changed.went,
    changed.came_amount as came_amount_corporate,
    cast(
        case
            when changed.change_amount > 0 then changed.change_amount else 0
        end as {{ money_type() }}
    ) as increased_amount_corporate,
    cast(
        case
            when changed.change_amount < 0 then - changed.change_amount else 0
        end as {{ money_type() }}
    ) as decreased_amount_corporate,
    changed.end_amount as went_amount_corporate,
    changed.begin_stage_name,
    changed.end_stage_name,
    changed.begin_close_date,
    changed.end_close_date,
    changed.begin_evidence,
    changed.end_evidence
from changed
inner join
    {{ ref("int_opportunity_scopes__named") }} as scopes
    on scopes.opportunity_key = changed.opportunity_key
left join {{ ref("dim_user") }} as owners on owners.owner_key = changed.owner_key
