{#- One row per breakdown and value: the Kaplan-Meier median of the open seconds until the first attempt.
    At each wait after which somebody was followed up, the share of those still waiting falls by those of
    them who were; whoever was not counts among the waiting until the end of what was seen of them. -#}
with
    waits as (
        select
            handoffs.handoff_date,
            handoffs.to_team,
            handoffs.to_owner_key,
            handoffs.channel,
            handoffs.lead_type,
            waits.waited_seconds,
            waits.is_followed_up
        from {{ ref("int_handoff_waits__observed") }} as waits
        inner join
            {{ ref("fct_lead_handoff") }} as handoffs on handoffs.handoff_key = waits.handoff_key
    ),

    broken_down as ({{ broken_down("waits") }}),

    steps as (
        select
            breakdown,
            breakdown_value,
            waited_seconds,
            count(*) as count_ended,
            {{ count_where("is_followed_up") }} as count_followed_up
        from broken_down
        group by breakdown, breakdown_value, waited_seconds
    ),

    waiting as (
        select
            steps.*,
            sum(count_ended) over (
                partition by breakdown, breakdown_value
                order by waited_seconds
                rows between current row and unbounded following
            ) as count_waiting
        from steps
    ),

    -- the share still waiting is a product; 0 where everybody who waited was followed up
    survived as (
        select
            waiting.*,
            case
                when
                    max(case when count_followed_up = count_waiting then 1 else 0 end) over (
                        partition by breakdown, breakdown_value
                        order by waited_seconds
                        rows between unbounded preceding and current row
                    )
                    = 1
                then 0
                else
                    exp(
                        sum(
                            ln(
                                1 - cast(
                                    case
                                        when count_followed_up < count_waiting
                                        then count_followed_up
                                        else 0
                                    end as {{ double_type() }}
                                )
                                / cast(count_waiting as {{ double_type() }})
                            )
                        ) over (
                            partition by breakdown, breakdown_value
                            order by waited_seconds
                            rows between unbounded preceding and current row
                        )
                    )
            end as share_waiting
        from waiting
    )

select
    breakdown,
    breakdown_value,
    cast(sum(count_ended) as bigint) as count_waited,
    -- exactly one half is written as a product of binary numbers that may miss it by a hair
    min(case when share_waiting <= 0.5 + 0.000000001 then waited_seconds end) as median_seconds
from survived
group by breakdown, breakdown_value
