-- name: suites
select suite, count(*) as checks, count(case when success then 1 end) as passed
from quality.expectation_result
where rule_id is null
group by suite
order by suite

-- name: all_checks
select *
from quality.expectation_result
where rule_id is null
order by suite, expectation collate "C"
