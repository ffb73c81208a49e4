{#- A cycle's deal says how it ended; without one, its stages do: won where the last is reached, else the
    way out taken last. -#}
{%- set reached_at = funnel_stages() + funnel_exits() -%}
{%- set won = funnel_stages()[-1] | lower -%}
with
    reached as (
        select
            cycle_key,
            {%- for stage in reached_at %}
                max(
                    case when stage_code = '{{ stage }}' then entered_at end
                ) as {{ stage | lower }}_at,
            {%- endfor %}
            {%- for stage in reached_at %}
                max(
                    case when stage_code = '{{ stage }}' then day_in_cycle end
                ) as {{ stage | lower }}_date,
            {%- endfor %}
            {%- for stage in cohort_stages() %}
                cast(
                    {{
                        dbt.date_trunc(
                            "month",
                            "max(case when stage_code = '" ~ stage ~ "' then entered_date end)",
                        )
                    }} as date
                ) as {{ stage | lower }}_month,
            {%- endfor %}
            {%- for stage in imputable_stages() %}
                max(case when stage_code = '{{ stage }}' and is_imputed then 1 else 0 end)
                = 1 as is_{{ stage | lower }}_imputed,
            {%- endfor %}
            max(
                case when stage_code in {{ codes_in(funnel_stages()) }} then stage_rank end
            ) as last_rank,
            max(case when is_out_of_order then 1 else 0 end) = 1 as is_out_of_order
        from {{ ref("int_funnel_events__imputed") }}
        group by cycle_key
    ),

    left_last as (
        select
            cycle_key,
            lower(stage_code) as way_out,
            row_number() over (
                partition by cycle_key order by entered_at desc nulls last, stage_rank
            ) as row_rank
        from {{ ref("int_funnel_events__imputed") }}
        where stage_code in {{ codes_in(lead_exits()) }} and entered_at is not null
    ),

    decided as (
        select
            cycles.cycle_key,
            cycles.person_key,
            cycles.opportunity_key,
            cycles.cycle_number,
            cycles.cycle_type,
            case
                when opportunities.opportunity_key is not null
                then opportunities.stage_category
                -- a customer whose deal nobody wrote down
                when reached.{{ won }}_at is not null
                then 'won'
                else coalesce(left_last.way_out, 'open')
            end as disposition
        from {{ ref("int_cycles__numbered") }} as cycles
        inner join reached on reached.cycle_key = cycles.cycle_key
        left join left_last on left_last.cycle_key = cycles.cycle_key and left_last.row_rank = 1
        left join
            {{ ref("fct_opportunity") }} as opportunities
            on opportunities.opportunity_key = cycles.opportunity_key
    )

select
    cycles.cycle_key,
    cycles.person_key,
    coalesce(opportunities.account_key, persons.account_key) as account_key,
    cycles.opportunity_key,
    cycles.cycle_number,
    cycles.cycle_type,
    coalesce(origins.channel, opportunities.channel) as channel,
    origins.original_source,
    origins.original_source_detail,
    origins.first_landing_page,
    origins.lead_source,
    origins.country,
    coalesce(opportunities.owner_key, persons.owner_key) as owner_key,
    {%- for id in source_ids("person") %} persons.{{ id.column }}, {%- endfor %}
    {%- for id in source_ids("opportunity") %} opportunities.{{ id.column }}, {%- endfor %}
    opportunities.opportunity_type,
    {%- for stage in reached_at %} reached.{{ stage | lower }}_at, {%- endfor %}
    {%- for stage in imputable_stages() %} reached.is_{{ stage | lower }}_imputed, {%- endfor %}
    {%- for stage in reached_at %} reached.{{ stage | lower }}_date, {%- endfor %}
    {%- for stage in cohort_stages() %} reached.{{ stage | lower }}_month, {%- endfor %}
    stages.code as current_stage,
    cycles.disposition,
    cycles.disposition = 'open' as is_open,
    cycles.disposition = 'won' as is_won,
    opportunities.amount_corporate,
    {%- set handover = handover_stage() | lower %}
    case
        when not reached.is_{{ handover }}_imputed
        then {{ days_between("reached." ~ handover ~ "_date", "reached." ~ won ~ "_date") }}
    end as days_mql_to_won,
    reached.is_out_of_order
from decided as cycles
inner join reached on reached.cycle_key = cycles.cycle_key
left join {{ ref("dim_person") }} as persons on persons.person_key = cycles.person_key
left join
    {{ ref("int_person_origins__decided") }} as origins on origins.person_key = cycles.person_key
left join
    {{ ref("fct_opportunity") }} as opportunities
    on opportunities.opportunity_key = cycles.opportunity_key
left join {{ ref("glossary_stages") }} as stages on stages.rank = reached.last_rank
