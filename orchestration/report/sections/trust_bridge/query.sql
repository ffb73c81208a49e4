-- name: score
select cast(value as double precision) as value, cast(value_before as double precision) as before,
       before_as_of, cast(value_change * 100 as double precision) as points
from quality.score_change
where metric = 'pipeline_trust' and scope = '(all)'

-- name: causes
-- of all publications since: the causes of each add up to its change, so these do to the whole
select b.cause, cast(sum(b.opportunities) as bigint) as opportunities,
       cast(sum(b.score_change) * 100 as double precision) as points
from quality.trust_bridge as b
inner join quality.score_change as s
    on s.metric = 'pipeline_trust' and s.scope = '(all)' and b.as_of > s.before_as_of
where s.value_change is not null
group by b.cause
order by case b.cause when 'broken' then 1 when 'fixed' then 2 when 'new' then 3 when 'left' then 4
                      when 'amount' then 5 else 6 end

-- name: whole
-- whether every publication since has its causes: one before they were kept has none, nor has one
-- in which nothing moved
select coalesce(abs(coalesce(sum(b.score_change), 0) - max(s.value_change)) <= 0.00001, false)
           as adds_up
from quality.score_change as s
left join quality.trust_bridge as b on b.as_of > s.before_as_of
where s.metric = 'pipeline_trust' and s.scope = '(all)'

-- name: all_causes
select as_of, cause, opportunities, score_change
from quality.trust_bridge
order by as_of desc, cause
