{#- Counts per channel and per finer origin. A close rate is wins among qualified leads, with the
    interval in which the true rate lies (Wilson): few leads, wide interval. -#}
{%- set breakdowns = {
    "channel": "channel",
    "original_source": "original_source",
    "original_source_detail": "original_source_detail",
    "landing_page": "first_landing_page",
} -%}
{%- set z = glossary("close_rate_confidence_z") | trim -%}
with
    pipeline as (select * from {{ ref("mart_pipeline") }}),

    broken_down as (
        {%- for breakdown, column in breakdowns.items() %}
            select '{{ breakdown }}' as breakdown, {{ column }} as breakdown_value, pipeline.*
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
            count(inq_at) as count_inq,
            count(mql_at) as count_mql,
            count(sal_at) as count_sal,
            count(sql_at) as count_sql,
            count(opp_at) as count_opp,
            {{ count_where("disposition = 'won'") }} as count_won,
            {{ count_where("mql_at is not null and disposition = 'won'") }} as close_rate_numerator,
            count(mql_at) as close_rate_denominator,
            {{ count_where("days_mql_to_won >= 0") }} as count_days,
            {{
                count_where(
                    "mql_at is not null and disposition = 'won' and coalesce(days_mql_to_won, -1) < 0"
                )
            }}
            as count_days_excluded,
            cast(
                coalesce(
                    sum(
                        case
                            when disposition = 'open' and opportunity_key is not null
                            then amount_corporate
                        end
                    ),
                    0
                ) as decimal(18, 2)
            ) as open_amount_corporate,
            cast(
                coalesce(
                    sum(case when disposition = 'won' then amount_corporate end), 0
                ) as decimal(18, 2)
            ) as won_amount_corporate
        from broken_down
        group by breakdown, breakdown_value
    ),

    medians as (
        select
            breakdown,
            breakdown_value,
            percentile_cont(0.5) within group (order by days_mql_to_won) as median_days
        from broken_down
        where days_mql_to_won >= 0
        group by breakdown, breakdown_value
    ),

    rated as (
        select
            counted.*,
            cast(close_rate_numerator as double precision)
            / nullif(close_rate_denominator, 0) as rate,
            cast(nullif(close_rate_denominator, 0) as double precision) as trials
        from counted
    )

select
    rated.breakdown,
    rated.breakdown_value,
    rated.count_inq,
    rated.count_mql,
    rated.count_sal,
    rated.count_sql,
    rated.count_opp,
    rated.count_won,
    rated.close_rate_numerator,
    rated.close_rate_denominator,
    {{ ratio("rated.close_rate_numerator", "rated.close_rate_denominator") }} as close_rate,
    {{ wilson_bound("rated.rate", "rated.trials", z, "-") }} as close_rate_low,
    {{ wilson_bound("rated.rate", "rated.trials", z, "+") }} as close_rate_high,
    cast(medians.median_days as decimal(18, 1)) as median_days_mql_to_won,
    rated.count_days,
    rated.count_days_excluded,
    rated.open_amount_corporate,
    rated.won_amount_corporate
from rated
left join
    medians
    on medians.breakdown = rated.breakdown
    and (
        medians.breakdown_value = rated.breakdown_value
        or (medians.breakdown_value is null and rated.breakdown_value is null)
    )
