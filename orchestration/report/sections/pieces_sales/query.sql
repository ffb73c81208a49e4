-- name: sight
select count(*) as pieces,
       cast(coalesce(sum(case when count_sales_uses is null then 1 else 0 end), 0) as bigint) as unseen
from marts.mart_content
where content_kind in ('asset', 'deck')

-- name: pieces
-- decks and papers, and whatever else a colleague sent; what nobody used stands last
select case when content_kind = 'email' then 'mailing' else content_kind end as content_kind, name,
       count_sales_uses as uses, count_sales_users as users,
       cast(last_used_at as date) as last_used_on, count_recipients as recipients,
       count_opened_after as opened_after,
       cast(opened_after_rate as double precision) as rate,
       cast(opened_after_rate_low as double precision) as rate_low,
       cast(opened_after_rate_high as double precision) as rate_high,
       cast(count(*) over () - 30 as bigint) as left_out
from marts.mart_content
where count_sales_uses > 0 or (count_sales_uses = 0 and content_kind in ('asset', 'deck'))
order by count_sales_uses desc, content_key
limit 30

-- name: content_used
select content_key, content_kind, name, count_sales_uses, count_sales_users, last_used_at,
       count_recipients, count_opened_after, opened_after_rate, opened_after_rate_low,
       opened_after_rate_high
from marts.mart_content
where count_sales_uses > 0 or (count_sales_uses = 0 and content_kind in ('asset', 'deck'))
order by count_sales_uses desc, content_key
