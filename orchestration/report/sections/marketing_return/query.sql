-- name: channels
with chosen as (
    select coalesce(max(case when period_type = 'mature' and won_weight > 0
                             then period_type end), 'all') as period_type
    from marts.mart_marketing_return
    where scope_type = 'all' and is_default_model
)

select r.scope_type, r.scope_value, c.label, a.label as model_label,
       r.period_type = 'mature' as is_mature, r.is_touch_seen, r.spend_state,
       cast(r.spend_amount_corporate as decimal(24, 4)) as spend,
       cast(r.won_weight as double precision) as won,
       cast(r.attributed_amount_corporate as decimal(24, 4)) as amount,
       coalesce(r.weight_without_amount > 0, false) as lacks_amounts,
       -- what names no channel was not spent to bring those of whom none is known
       cast(case when r.scope_value not in ('unknown', 'unmapped') then r.roi_on_revenue end
            as double precision) as roi_on_revenue, r.profit_state,
       cast(r.attributed_profit_corporate as decimal(24, 4)) as profit,
       cast(case when r.scope_value not in ('unknown', 'unmapped') then r.roi_on_gross_profit end
            as double precision) as roi_on_profit
from marts.mart_marketing_return as r
inner join chosen as p on p.period_type = r.period_type
left join marts.dim_channel as c on r.scope_type = 'channel' and c.channel = r.scope_value
left join marts.dim_attribution_model as a on a.model = r.model
where r.is_default_model
      and (r.scope_type in ('all', 'paid')
           or (r.scope_type = 'channel' and (r.won_weight > 0 or r.spend_state <> 'not_told')))
order by case r.scope_type when 'all' then 1 when 'paid' then 2 else 3 end,
         r.attributed_amount_corporate desc nulls last,
         r.spend_amount_corporate desc nulls last, r.scope_value collate "C"

-- name: all_returns
select *
from marts.mart_marketing_return
order by model, period_type, period_start, scope_type, scope_value collate "C" nulls last
