{#- Counts per channel and per finer origin, from stages that records prove. A close rate is wins among
    qualified leads, with the interval in which the true rate lies (Wilson): few leads, wide interval. -#}
{%- set handover = handover_stage() | lower -%}
{%- set breakdowns = {
    "channel": "channel",
    "original_source": "original_source",
    "original_source_detail": "original_source_detail",
    "landing_page": "first_landing_page",
} -%}
with
    pipeline as (
        select mart_pipeline.*, cycle_type = 'marketing_generated' as is_lead
        from {{ ref("mart_pipeline") }} as mart_pipeline
    ),

    seen as ({{ stages_seen() }}),

    -- An address may be longer than a key of Postgres can be.
    broken_down as (
        {%- for breakdown, column in breakdowns.items() %}
            select
                '{{ breakdown }}' as breakdown,
                left({{ column }}, 500) as breakdown_value,
                pipeline.*
            from pipeline
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    counted as (
        select
            breakdown,
            breakdown_value,
            {%- for stage in funnel_stages() %}
                {{ count_where("is_lead and " ~ is_observed(stage)) }} as count_{{ stage | lower }},
            {%- endfor %}
            {%- for stage in imputable_stages() %}
                {%- set name = stage | lower %}
                {{
                    count_where(
                        "is_lead and " ~ name ~ "_at is not null and is_" ~ name ~ "_imputed"
                    )
                }} as count_{{ name }}_imputed,
            {%- endfor %}
            {{ count_where("cycle_type = 'sales_generated'") }} as count_sales_generated,
            {{ count_where("cycle_type = 'sales_generated' and is_won") }}
            as count_won_sales_generated,
            {{ count_where("cycle_type = 'expansion'") }} as count_expansion,
            {{ count_where("cycle_type = 'expansion' and is_won") }} as count_won_expansion,
            {{ count_where("is_lead and is_won and " ~ is_observed(handover_stage())) }}
            as count_handed_over_won,
            {{ count_where("is_lead and days_mql_to_won >= 0") }} as count_days,
            {{
                count_where(
                    "is_lead and is_won and " ~ handover ~ "_at is not null"
                    " and coalesce(days_mql_to_won, -1) < 0"
                )
            }} as count_days_excluded,
            {{ median_of("case when is_lead and days_mql_to_won >= 0 then days_mql_to_won end") }}
            as median_days,
            {{ count_where("is_open and opportunity_key is not null") }} as count_open,
            {{
                count_where(
                    "is_open and opportunity_key is not null and amount_corporate is null"
                )
            }} as count_open_without_amount,
            {{ count_where("is_won and amount_corporate is null") }} as count_won_without_amount,
            sum(case when is_open then amount_corporate end) as open_amount_corporate,
            sum(case when is_won then amount_corporate end) as won_amount_corporate
        from broken_down
        group by breakdown, breakdown_value
    ),

    -- what could not be read is not zero
    visible as (
        select
            breakdown,
            breakdown_value,
            {%- for stage in funnel_stages() %}
                case
                    when sees_{{ stage | lower }} then count_{{ stage | lower }}
                end as count_{{ stage | lower }},
            {%- endfor %}
            {%- for stage in imputable_stages() %} count_{{ stage | lower }}_imputed, {%- endfor %}
            case when sees_opp then count_sales_generated end as count_sales_generated,
            case when sees_won then count_won_sales_generated end as count_won_sales_generated,
            case when sees_opp then count_expansion end as count_expansion,
            case when sees_won then count_won_expansion end as count_won_expansion,
            case
                when sees_{{ handover }} and sees_won then count_handed_over_won
            end as close_rate_numerator,
            case when sees_{{ handover }} then count_{{ handover }} end as close_rate_denominator,
            median_days,
            count_days,
            count_days_excluded,
            case when sees_opp then count_open end as count_open,
            case when sees_opp then count_open_without_amount end as count_open_without_amount,
            case when sees_won then count_won_without_amount end as count_won_without_amount,
            open_amount_corporate,
            won_amount_corporate,
            could_not_see
        from counted
        cross join seen
    )

select
    breakdown,
    breakdown_value,
    {%- for stage in funnel_stages() %} count_{{ stage | lower }}, {%- endfor %}
    {%- for stage in imputable_stages() %} count_{{ stage | lower }}_imputed, {%- endfor %}
    count_sales_generated,
    count_won_sales_generated,
    count_expansion,
    count_won_expansion,
    close_rate_numerator,
    close_rate_denominator,
    {{ rate_with_interval("close_rate_numerator", "close_rate_denominator", "close_rate") }},
    {{ is_share_judged("close_rate_denominator") }} as is_close_rate_judged,
    {{ rounded("median_days", 1) }} as median_days_mql_to_won,
    count_days,
    count_days_excluded,
    count_open,
    count_open_without_amount,
    cast(open_amount_corporate as {{ money_type() }}) as open_amount_corporate,
    count_won_without_amount,
    cast(won_amount_corporate as {{ money_type() }}) as won_amount_corporate,
    could_not_see
from visible
