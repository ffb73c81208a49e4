-- name: teams
-- of all deals, and of those that were won: whose each is under each rule
with deals as (
    select 'created' as conversion, s.*
    from marts.mart_opportunity_sourcing as s
    union all
    select 'won' as conversion, s.*
    from marts.mart_opportunity_sourcing as s
    where s.stage_category = 'won'
),

ruled as (
    select conversion, 'first_touch' as rule, sourced_by_first_touch as team, amount_corporate from deals
    union all
    select conversion, 'channel', sourced_by_channel, amount_corporate from deals
    union all
    select conversion, 'pre_sales', sourced_by_pre_sales, amount_corporate from deals
),

counted as (
    select conversion, rule, team, count(*) as deals, sum(amount_corporate) as amount,
           sum(case when amount_corporate is null then 1 else 0 end) as without_amount
    from ruled
    group by conversion, rule, team
),

wholes as (
    select conversion, rule, sum(deals) as deals
    from counted
    group by conversion, rule
),

teams as (
    select distinct conversion, team
    from counted
)

-- where a rule knows of no deal whose it is, none is known to be nobody's
select t.conversion, t.team, w.rule,
       cast(case when n.team is null then coalesce(c.deals, 0) else c.deals end as bigint) as deals,
       cast(case when n.team is null then coalesce(c.deals, 0) else c.deals end
            as double precision) / w.deals as ratio,
       cast(case when n.team is null and c.deals is null then 0 else c.amount end
            as decimal(24, 4)) as amount,
       cast(coalesce(c.without_amount, 0) as bigint) as without_amount
from teams as t
inner join wholes as w on w.conversion = t.conversion
left join counted as n
    on n.conversion = t.conversion and n.rule = w.rule and n.team = 'unknown' and n.deals = w.deals
left join counted as c
    on c.conversion = t.conversion and c.team = t.team and c.rule = w.rule
order by t.conversion, case t.team when 'marketing' then 1 when 'sales' then 2 when 'other' then 3 else 4 end,
         case w.rule when 'first_touch' then 1 when 'channel' then 2 else 3 end

-- name: totals
-- each deal once; null where no touch of marketing was ever seen
with deals as (
    select 'created' as conversion, s.*
    from marts.mart_opportunity_sourcing as s
    union all
    select 'won' as conversion, s.*
    from marts.mart_opportunity_sourcing as s
    where s.stage_category = 'won'
)

select conversion, count(*) as deals, cast(sum(amount_corporate) as decimal(24, 4)) as amount,
       cast(sum(case when is_disputed then 1 else 0 end) as bigint) as disputed,
       cast(sum(case when is_disputed then amount_corporate end) as decimal(24, 4)) as disputed_amount,
       cast(sum(case when is_influenced then 1 when not is_influenced then 0 end) as bigint) as influenced,
       cast(sum(case when is_influenced then amount_corporate end) as decimal(24, 4)) as influenced_amount,
       cast(sum(case when is_influenced_before then 1 when not is_influenced_before then 0 end) as bigint) as before_it,
       cast(sum(case when is_influenced_before then amount_corporate end) as decimal(24, 4)) as before_amount,
       cast(sum(case when is_influenced_after then 1 when not is_influenced_after then 0 end) as bigint) as after_it,
       cast(sum(case when is_influenced_after then amount_corporate end) as decimal(24, 4)) as after_amount
from deals
group by conversion
order by conversion

-- name: all_deals
select s.*, o.name
from marts.mart_opportunity_sourcing as s
left join marts.fct_opportunity as o on o.opportunity_key = s.opportunity_key
order by s.is_disputed desc, s.amount_corporate desc nulls last, s.opportunity_key
