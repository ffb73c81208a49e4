-- name: mailings
-- the newest whose log is there
select name, sent_date, log, count_reached, count_openers, count_opened_by_machines_alone as machine_openers,
       count_clickers, count_clicked_by_machines_alone as machine_clickers, count_bounced,
       count_unsubscribed, count_reported_as_spam,
       cast(open_rate as double precision) as open_rate,
       cast(open_rate_low as double precision) as open_rate_low,
       cast(open_rate_high as double precision) as open_rate_high,
       cast(click_rate as double precision) as click_rate,
       cast(click_rate_low as double precision) as click_rate_low,
       cast(click_rate_high as double precision) as click_rate_high,
       cast(count(*) over () - 20 as bigint) as left_out
from marts.mart_mailing
where log <> 'none'
order by sent_at desc, content_key
limit 20

-- name: all_mailings
select *
from marts.mart_mailing
order by sent_at, content_key
