-- name: known
-- of what something is known, by kind of it; a deck is a document as any other
with named as (
    select case when content_kind in ('asset', 'deck') then 'document' else content_kind end as kind,
           count_engaged_persons
    from marts.mart_content
)

select kind as content_kind, count(*) as pieces,
       cast(sum(case when count_engaged_persons is null then 1 else 0 end) as bigint) as unseen
from named
group by kind
order by kind

-- name: pieces
select c.content_kind, c.name, p.name as campaign, c.reach_basis, c.count_reached,
       c.count_engaged_persons, c.count_machine_touches, c.count_leads, c.count_mqls,
       cast(count(*) over () - 30 as bigint) as left_out
from marts.mart_content as c
left join marts.dim_campaign as p on p.campaign_key = c.campaign_key
where coalesce(c.count_engaged_persons, c.count_reached, 0) > 0
order by c.count_engaged_persons desc nulls last, c.count_reached desc nulls last, c.content_key
limit 30

-- name: content
select *
from marts.mart_content
order by content_key
