-- name: statuses
-- those that are an answer to one campaign and none to another first, then those of most members
select s.source_system, s.status,
       cast(sum(case when s.is_response then 1 else 0 end) as bigint) as counts_in,
       cast(sum(case when not s.is_response then 1 else 0 end) as bigint) as counts_not_in,
       cast(sum(case when s.is_response is null then 1 else 0 end) as bigint) as untold_in,
       cast(sum(s.count_members) as bigint) as members,
       cast(sum(s.count_responded) as bigint) as responded,
       max(case when s.is_response then 1 else 0 end) = 1
       and max(case when not s.is_response then 1 else 0 end) = 1 as is_mixed
from marts.dim_campaign_status as s
group by s.source_system, s.status
order by s.source_system, is_mixed desc, members desc, s.status collate "C"
limit 40

-- name: all_statuses
select s.source_system, s.campaign_key, c.name as campaign, s.status, s.is_response, s.is_default,
       s.count_members, s.count_responded
from marts.dim_campaign_status as s
left join marts.dim_campaign as c on c.campaign_key = s.campaign_key
order by s.source_system, c.name collate "C" nulls last, s.campaign_key, s.status collate "C"
