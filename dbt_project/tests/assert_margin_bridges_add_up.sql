-- A hit is a period and scope whose parts do not add up to the change of the gross profit that
-- mart_margin_volume tells of the two periods, to the ten-thousandth.
with
    parts as (
        select
            period_type,
            period_start,
            compared_with,
            compared_start,
            scope_type,
            scope_value,
            sum(
                volume_effect_corporate
                + mix_effect_corporate
                + price_effect_corporate
                + cost_effect_corporate
                + coverage_effect_corporate
                + new_effect_corporate
                + dropped_effect_corporate
            ) as told
        from {{ ref("mart_margin_bridge") }}
        group by period_type, period_start, compared_with, compared_start, scope_type, scope_value
    ),

    profits as (
        select
            period_type,
            period_start,
            scope_type,
            scope_value,
            sum(gross_profit_corporate) as gross_profit
        from {{ ref("mart_margin_volume") }}
        group by period_type, period_start, scope_type, scope_value
    )

select parts.*, now.gross_profit, before.gross_profit as gross_profit_before
from parts
left join
    profits as now
    on now.period_type = parts.period_type
    and now.period_start = parts.period_start
    and now.scope_type = parts.scope_type
    and now.scope_value is not distinct from parts.scope_value
left join
    profits as before
    on before.period_type = parts.period_type
    and before.period_start = parts.compared_start
    and before.scope_type = parts.scope_type
    and before.scope_value is not distinct from parts.scope_value
where coalesce(parts.told, 0) <> coalesce(now.gross_profit, 0) - coalesce(before.gross_profit, 0)
