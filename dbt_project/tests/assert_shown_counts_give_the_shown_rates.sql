-- A hit is a published row whose numerator and denominator do not give its rate, whose rate lies
-- outside its interval, or that has an interval without a rate.
{{ config(meta={"dagster": {"ref": {"name": "mart_funnel_conversion"}}}) -}}
with
    shown as (
        select
            'channel' as mart,
            close_rate_numerator as hits,
            close_rate_denominator as trials,
            close_rate as rate,
            close_rate_low as low,
            close_rate_high as high
        from {{ ref("mart_channel_performance") }}
        union all
        select
            'cohort' as mart,
            count_won as hits,
            count_entered as trials,
            close_rate as rate,
            close_rate_low as low,
            close_rate_high as high
        from {{ ref("mart_funnel_cohort") }}
        union all
        select
            'conversion' as mart,
            count_to as hits,
            count_from as trials,
            rate,
            rate_low as low,
            rate_high as high
        from {{ ref("mart_funnel_conversion") }}
    )

select *
from shown
where
    rate is distinct from {{ ratio("hits", "trials") }}
    or (rate is null) <> (low is null)
    or (rate is null) <> (high is null)
    or not coalesce(rate between low and high, true)
    or not coalesce(hits between 0 and trials, true)
