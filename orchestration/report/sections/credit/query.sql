-- name: channels
-- those first about which the rules disagree most; what no touch has a share in last
with amounts as (
    select conversion, channel, min(attributed_amount) as least_amount,
           max(attributed_amount) as most_amount
    from marts.mart_attribution_comparison
    group by conversion, channel
)

select t.conversion, t.channel = 'unattributed' as is_unattributed,
       case when t.channel = 'unattributed' then 'Unattributed' else coalesce(c.label, t.channel) end
       as label,
       cast(t.least_ratio as double precision) as least_ratio, l.label as least_rule,
       cast(t.most_ratio as double precision) as most_ratio, m.label as most_rule,
       t.least_ratio = t.most_ratio as is_settled,
       cast(a.least_amount as decimal(24, 4)) as least_amount,
       cast(a.most_amount as decimal(24, 4)) as most_amount,
       t.count_journeys as journeys, t.count_converting_journeys as converting_journeys,
       cast(t.removal_effect as double precision) as removal_effect
from marts.mart_attribution_channel as t
inner join amounts as a on a.conversion = t.conversion and a.channel = t.channel
left join marts.dim_channel as c on c.channel = t.channel
left join marts.dim_attribution_model as l on l.model = t.least_model
left join marts.dim_attribution_model as m on m.model = t.most_model
order by t.conversion desc, case when t.channel = 'unattributed' then 1 else 0 end,
         t.ratio_range desc, t.most_ratio desc, t.channel collate "C"

-- name: parts
-- every rule and channel, in the order in which they stand above
select p.conversion, m.label as rule,
       case when p.channel = 'unattributed' then 'Unattributed' else coalesce(c.label, p.channel) end
       as label,
       cast(p.weight_ratio as double precision) as ratio
from marts.mart_attribution_comparison as p
inner join marts.mart_attribution_channel as t
    on t.conversion = p.conversion and t.channel = p.channel
left join marts.dim_attribution_model as m on m.model = p.model
left join marts.dim_channel as c on c.channel = p.channel
order by p.conversion desc, m.label collate "C",
         case when p.channel = 'unattributed' then 1 else 0 end,
         t.ratio_range desc, t.most_ratio desc, p.channel collate "C"

-- name: conversions
-- how many there are, and how many of them no touch was seen before
select p.conversion, count(distinct p.opportunity_key) as opportunities,
       count(distinct case when p.count_touches > 0 then p.opportunity_key end) as touched,
       count(distinct case when p.count_touches = 0 then p.opportunity_key end) as untouched,
       count(distinct case when p.is_by_account then p.opportunity_key end) as by_account,
       count(distinct case when p.attributed_amount is null then p.opportunity_key end) as unvalued
from marts.fct_attribution as p
group by p.conversion
order by p.conversion desc

-- name: kinds
-- what is credited, and whether any was ever seen
select y.label, cast(count(t.touchpoint_key) as bigint) as touches,
       cast(min(t.touch_date) as date) as first_date
from marts.dim_touch_type as y
left join marts.fct_touchpoint as t on t.touch_type = y.touch_type and t.is_human
where y.is_credited
group by y.label, y.touch_type_rank
order by y.touch_type_rank

-- name: all_parts
select p.conversion, p.model, m.label as rule, p.channel, p.count_opportunities, p.weight,
       p.weight_ratio, p.attributed_amount, p.amount_ratio
from marts.mart_attribution_comparison as p
left join marts.dim_attribution_model as m on m.model = p.model
order by p.conversion, p.model, p.channel
