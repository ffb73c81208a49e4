{%- set dated = funnel_stages() + ["LOST"] -%}
{%- set disposition -%}
    case
        when opportunities.opportunity_key is not null
        then opportunities.stage_category
        -- a customer whose deal nobody wrote down
        when reached.won_at is not null
        then 'won'
        when
            reached.disqualified_at is not null
            and (reached.recycled_at is null or reached.disqualified_at >= reached.recycled_at)
        then 'disqualified'
        when reached.recycled_at is not null
        then 'recycled'
        else 'open'
    end
{%- endset -%}
with
    reached as (
        select
            cycle_key,
            {%- for stage in funnel_stages() + funnel_exits() %}
                max(
                    case when stage_code = '{{ stage }}' then entered_at end
                ) as {{ stage | lower }}_at,
            {%- endfor %}
            {%- for stage in dated %}
                max(
                    case when stage_code = '{{ stage }}' then day_in_cycle end
                ) as {{ stage | lower }}_date,
            {%- endfor %}
            {%- for stage in ["INQ", "MQL"] %}
                cast(
                    {{
                        dbt.date_trunc(
                            "month",
                            "max(case when stage_code = '" ~ stage ~ "' then entered_date end)",
                        )
                    }} as date
                ) as {{ stage | lower }}_month,
            {%- endfor %}
            {%- for stage in funnel_stages() %}
                max(case when stage_code = '{{ stage }}' and is_imputed then 1 else 0 end)
                = 1 as is_{{ stage | lower }}_imputed,
            {%- endfor %}
            max(
                case when stage_code not in ('LOST', 'DISQUALIFIED', 'RECYCLED') then stage_rank end
            ) as last_rank,
            max(case when is_out_of_order then 1 else 0 end) = 1 as is_out_of_order
        from {{ ref("int_funnel_events__imputed") }}
        group by cycle_key
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
    reached.inq_at,
    reached.mql_at,
    reached.sal_at,
    reached.sql_at,
    reached.opp_at,
    reached.won_at,
    reached.lost_at,
    reached.disqualified_at,
    reached.recycled_at,
    reached.is_inq_imputed,
    reached.is_mql_imputed,
    reached.is_sal_imputed,
    reached.is_sql_imputed,
    reached.is_opp_imputed,
    reached.inq_date,
    reached.mql_date,
    reached.sal_date,
    reached.sql_date,
    reached.opp_date,
    reached.won_date,
    reached.lost_date,
    reached.inq_month,
    reached.mql_month,
    stages.code as current_stage,
    {{ disposition }} as disposition,
    {{ disposition }} = 'open' as is_open,
    {{ disposition }} = 'won' as is_won,
    opportunities.amount_corporate,
    case
        when not reached.is_mql_imputed
        then {{ days_between("reached.mql_date", "reached.won_date") }}
    end as days_mql_to_won,
    reached.is_out_of_order
from {{ ref("int_cycles__numbered") }} as cycles
inner join reached on reached.cycle_key = cycles.cycle_key
left join {{ ref("dim_person") }} as persons on persons.person_key = cycles.person_key
left join
    {{ ref("int_person_origins__decided") }} as origins on origins.person_key = cycles.person_key
left join
    {{ ref("fct_opportunity") }} as opportunities
    on opportunities.opportunity_key = cycles.opportunity_key
left join {{ ref("glossary_stages") }} as stages on stages.rank = reached.last_rank
