-- name: sources
select source_system, source_object, cost_basis, counting,
       count(*) as statements, cast(sum(spend_amount_corporate) as decimal(24, 4)) as told,
       cast(sum(counted_amount_corporate) as decimal(24, 4)) as counted,
       cast(min(spent_from) as date) as first_day, cast(max(spent_to) as date) as last_day
from marts.fct_marketing_spend
group by source_system, source_object, cost_basis, counting
order by source_system, source_object, cost_basis, counting

-- name: currencies
-- what is told in several currencies, in its own
select currency_code, count(*) as statements,
       cast(sum(spend_amount) as decimal(24, 4)) as told,
       cast(sum(case when amount_conversion = 'missing_rate' then 1 else 0 end) as bigint) as unrated,
       cast(count(*) over () as bigint) as currencies
from marts.fct_marketing_spend
where is_counted
group by currency_code
order by count(*) desc, currency_code collate "C" nulls last

-- name: overlaps
select source_system as whole_system, campaign_name as whole_name,
       cast(amount_corporate as decimal(24, 4)) as whole_amount,
       other_source_system as part_system, other_campaign_name as part_name,
       cast(other_amount_corporate as decimal(24, 4)) as part_amount,
       told_by, cast(at_most_twice_corporate as decimal(24, 4)) as at_most,
       cast(count(*) over () as bigint) as pairs
from marts.fct_spend_overlap
order by at_most_twice_corporate desc, campaign_name collate "C", other_campaign_name collate "C"
limit 20

-- name: no_channel
-- what counts and names no channel
select cast(sum(case when cost_basis = 'people' then counted_amount_corporate end)
            as decimal(24, 4)) as people,
       cast(sum(case when cost_basis <> 'people' then counted_amount_corporate end)
            as decimal(24, 4)) as bought
from marts.fct_marketing_spend
where is_counted and channel in ('unknown', 'unmapped')

-- name: rates
-- rates that were written to hold beyond the first day of the next one
select source_system, currency_code, count(*) as rates,
       cast(sum(count_days) as bigint) as days
from marts.fct_rate_overlap
group by source_system, currency_code
order by source_system, currency_code

-- name: findings
-- amounts without a rate, and rates of which two hold on one day
select rule_id, name
from quality.rule_result
where rule_id in ('D009', 'Q005') and failed_open > 0
order by rule_id

-- name: all_rate_overlaps
select *, source_system as other_source_system, source_object as other_source_object
from marts.fct_rate_overlap
order by source_system, currency_code, valid_from

-- name: all_statements
select s.*
from marts.fct_marketing_spend as s
order by s.spent_from, s.source_system, s.source_object, s.source_id collate "C"

-- name: all_overlaps
select *
from marts.fct_spend_overlap
order by source_system, campaign_name collate "C", other_source_system,
         other_campaign_name collate "C"
