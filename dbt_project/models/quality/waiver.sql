-- The company's waivers, and how many of the failures of today each names and waives.
with
    counted as (
        select
            matches.waiver,
            count(*) as findings,
            {{ count_where("waived.waiver is not null") }} as findings_waived
        from {{ ref("int_quality__waiver_matches") }} as matches
        left join
            {{ ref("int_quality__waived") }} as waived
            on matches.finding_key = waived.finding_key
            and matches.waiver = waived.waiver
            and waived.is_waived
        group by matches.waiver
    )

select
    cast(waivers.waiver as integer) as waiver,
    waivers.rule_id,
    waivers.source_system,
    waivers.source_object,
    waivers.source_id,
    waivers.field,
    waivers.reason,
    waivers.owner,
    waivers.waived_from,
    waivers.waived_until,
    waivers.state,
    cast(coalesce(counted.findings, 0) as bigint) as findings,
    cast(coalesce(counted.findings_waived, 0) as bigint) as findings_waived
from {{ ref("int_quality__waivers") }} as waivers
left join counted on waivers.waiver = counted.waiver
