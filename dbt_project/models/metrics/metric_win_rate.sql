{{
    opportunity_metric(
        "win_rate",
        "close_date",
        counts="(is_won or is_lost)",
        numerator="case when is_won then 1 else 0 end",
        denominator="1",
    )
}}
