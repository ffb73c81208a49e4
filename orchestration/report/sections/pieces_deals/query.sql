-- name: pieces
-- those that touched a deal, by their part in what was won, then by what they touched
select case when content_kind = 'email' then 'mailing' else content_kind end as content_kind, name,
       count_opportunities_touched as touched,
       cast(amount_touched_corporate as decimal(24, 4)) as amount_touched, count_without_amount,
       cast(attributed_won_amount_lowest as decimal(24, 4)) as won_lowest,
       cast(attributed_won_amount_highest as decimal(24, 4)) as won_highest,
       cast(attributed_won_amount_lowest = attributed_won_amount_highest as boolean) as is_agreed,
       count_touched_won, count_touched_closed,
       cast(touched_win_rate as double precision) as touched_rate,
       count_untouched_won, count_untouched_closed,
       cast(untouched_win_rate as double precision) as untouched_rate,
       is_difference_judged,
       cast(win_rate_difference as double precision) as difference,
       cast(win_rate_difference_low as double precision) as difference_low,
       cast(win_rate_difference_high as double precision) as difference_high,
       win_rate_difference_low > 0 or win_rate_difference_high < 0 as is_apart,
       cast(count(*) over () - 30 as bigint) as left_out
from marts.mart_content
where count_opportunities_touched > 0
order by attributed_won_amount_highest desc nulls last, count_opportunities_touched desc, content_key
limit 30

-- name: content_attribution
-- every part, and the pieces that touched a deal without a part in any
select a.*, c.content_kind, c.name, t.count_opportunities_touched
from marts.mart_content_attribution as a
full join (
    select content_key, count_opportunities_touched
    from marts.mart_content
    where count_opportunities_touched > 0
) as t on t.content_key = a.content_key
left join marts.dim_content as c on c.content_key = coalesce(a.content_key, t.content_key)
order by a.conversion, a.model, a.part, c.content_key
