-- The waiver that counts for each failure that one names: one in force before one that is expired,
-- and of several the one that lasts longest. A failure whose waivers are all expired is waived no
-- more; which ended last is still said of it.
with
    ranked as (
        select
            matches.waiver,
            matches.finding_key,
            matches.state,
            row_number() over (
                partition by matches.finding_key
                order by
                    case when matches.state = 'in_force' then 0 else 1 end,
                    matches.waived_until desc,
                    matches.waiver
            ) as row_rank
        from {{ ref("int_quality__waiver_matches") }} as matches
        where matches.state <> 'not_yet'
    )

select
    ranked.finding_key,
    ranked.waiver,
    ranked.state = 'in_force' as is_waived,
    waivers.reason,
    waivers.owner,
    waivers.waived_until
from ranked
inner join {{ ref("int_quality__waivers") }} as waivers on ranked.waiver = waivers.waiver
where ranked.row_rank = 1
