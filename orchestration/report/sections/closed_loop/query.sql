-- name: lines
-- months of which nothing can change any more, if they won anybody; else all that there are
with chosen as (
    select coalesce(max(case when period_type = 'mature' and count_won > 0
                             then period_type end), 'all') as period_type
    from marts.mart_acquisition_cost
    where basis = 'cohort' and scope_type = 'all'
),

credited as (
    select r.*
    from marts.mart_marketing_return as r
    inner join chosen as p on p.period_type = r.period_type
    where r.is_default_model
),

reached as (
    select a.*
    from marts.mart_acquisition_cost as a
    inner join chosen as p on p.period_type = a.period_type
    where a.basis = 'cohort'
),

-- what is credited may have no cycle of its own, as unattributed, and the other way round
scopes as (
    select scope_type, scope_value from reached
    union
    select scope_type, scope_value from credited
),

told as (
    select s.scope_type, s.scope_value, coalesce(a.campaign_name, r.campaign_name) as campaign_name,
           (select max(period_type) from chosen) = 'mature' as is_mature,
           coalesce(a.spend_state, r.spend_state) as spend_state,
           coalesce(a.spend_amount_corporate, r.spend_amount_corporate) as spend,
           a.count_inq, a.count_mql, a.count_sal, a.count_sql, a.count_opp, a.count_customers,
           a.cost_per_inq, a.cost_per_mql, a.cost_per_sal, a.cost_per_sql, a.cost_per_opp,
           a.cost_per_customer,
           a.won_amount_corporate, a.could_not_see, r.attributed_amount_corporate,
           r.attributed_profit_corporate, r.profit_state, r.won_weight, r.is_touch_seen,
           r.weight_without_amount
    from scopes as s
    left join reached as a
        on a.scope_type = s.scope_type and coalesce(a.scope_value, '') = coalesce(s.scope_value, '')
    left join credited as r
        on r.scope_type = s.scope_type and coalesce(r.scope_value, '') = coalesce(s.scope_value, '')
),

-- what names no channel was not spent to bring those of whom none is known
placeless as (
    select t.*, scope_type = 'channel' and scope_value in ('unknown', 'unmapped') as is_placeless
    from told as t
),

shown as (
    select t.*,
           row_number() over (
               partition by scope_type
               order by attributed_amount_corporate desc nulls last, spend desc nulls last,
                        count_mql desc nulls last, count_inq desc nulls last,
                        scope_value collate "C"
           ) as place,
           count(*) over (partition by scope_type) as values_there
    from placeless as t
    where scope_type in ('all', 'channel')
          or (scope_type = 'campaign_name' and scope_value is not null)
)

select n.scope_type, n.scope_value, c.label, n.campaign_name, n.is_mature, n.spend_state,
       cast(n.spend as decimal(24, 4)) as spend,
       n.count_inq as inq, cast(case when not n.is_placeless then n.cost_per_inq end as decimal(24, 4)) as cost_inq,
       n.count_mql as mql, cast(case when not n.is_placeless then n.cost_per_mql end as decimal(24, 4)) as cost_mql,
       n.count_sal as sal, cast(case when not n.is_placeless then n.cost_per_sal end as decimal(24, 4)) as cost_sal,
       n.count_sql as sql, cast(case when not n.is_placeless then n.cost_per_sql end as decimal(24, 4)) as cost_sql,
       n.count_opp as opp, cast(case when not n.is_placeless then n.cost_per_opp end as decimal(24, 4)) as cost_opp,
       n.count_customers as won,
       cast(case when not n.is_placeless then n.cost_per_customer end as decimal(24, 4)) as cost_won,
       cast(n.attributed_amount_corporate as decimal(24, 4)) as amount,
       cast(n.attributed_profit_corporate as decimal(24, 4)) as profit,
       coalesce(n.profit_state, 'none_won') as profit_state, n.could_not_see,
       n.is_touch_seen, coalesce(n.weight_without_amount > 0, false) as lacks_amounts,
       cast(greatest(n.values_there - 40, 0) as bigint) as left_out
from shown as n
left join marts.dim_channel as c on n.scope_type = 'channel' and c.channel = n.scope_value
where n.place <= 40
order by case n.scope_type when 'all' then 1 when 'channel' then 2 else 3 end, n.place

-- name: pages
-- landing pages have no cost of their own
select breakdown_value as page, count_inq as inq, count_mql as mql, count_sal as sal,
       count_sql as sql, count_opp as opp, count_won as won,
       cast(won_amount_corporate as decimal(24, 4)) as won_amount
from marts.mart_channel_performance
where breakdown = 'landing_page' and breakdown_value is not null
order by won_amount_corporate desc nulls last, count_mql desc nulls last,
         count_inq desc nulls last, breakdown_value collate "C"
limit 15

-- name: stages
-- the last one is told by customers. A stage that no record of this company ever proves, though
-- later ones are proved, is one that nobody enters: who came so far is not known.
with whole as (
    select count_inq as inq, count_mql as mql, count_sal as sal, count_sql as sql, count_opp as opp,
           count_customers as won
    from marts.mart_acquisition_cost
    where basis = 'cohort' and period_type = 'all' and scope_type = 'all'
)

select lower(d.stage_code) as code,
       case when d.stage_rank = max(d.stage_rank) over () then 'Customer' else d.stage_code end as title,
       coalesce(case lower(d.stage_code)
                    when 'inq' then w.inq > 0 or greatest(w.mql, w.sal, w.sql, w.opp, w.won) = 0
                    when 'mql' then w.mql > 0 or greatest(w.sal, w.sql, w.opp, w.won) = 0
                    when 'sal' then w.sal > 0 or greatest(w.sql, w.opp, w.won) = 0
                    when 'sql' then w.sql > 0 or greatest(w.opp, w.won) = 0
                    when 'opp' then w.opp > 0 or w.won = 0
                end, true) as is_recorded
from marts.dim_stage as d
left join whole as w on true
where not d.is_exit
order by d.stage_rank

-- name: model
select max(a.label) as label
from marts.dim_attribution_model as a
inner join marts.mart_marketing_return as r on r.model = a.model and r.is_default_model

-- name: campaigns
-- whether any campaign is known, and whether anybody answered one
select (select count(*) from marts.dim_campaign) as campaigns,
       (select count(*) from marts.bridge_campaign_person where has_responded) as answers

-- name: all_lines
select a.period_type, a.period_start, a.scope_type, a.scope_value, a.campaign_name, a.is_mature,
       a.spend_state, a.spend_amount_corporate, a.count_inq, a.cost_per_inq, a.count_mql,
       a.cost_per_mql, a.count_sal, a.cost_per_sal, a.count_sql, a.cost_per_sql, a.count_opp,
       a.cost_per_opp, a.count_customers, a.cost_per_customer, a.count_won, a.won_amount_corporate,
       a.gross_profit_corporate, a.roi_on_revenue, a.roi_on_gross_profit, a.could_not_see
from marts.mart_acquisition_cost as a
where a.basis = 'cohort'
order by a.period_type, a.period_start, a.scope_type, a.scope_value collate "C" nulls last
