{#- One row per conversion, channel and what journeys came to next: another channel, the conversion, or nothing.
    Journeys begin at no channel. Of those that did not convert, a deal that was made lacks nothing, a deal
    that is open is not over; so a win is missed by what was lost, and both by who never came to a deal. -#}
with
    steps as (select * from {{ ref("int_journey_steps__ordered") }}),

    counted as (
        select
            conversion as outcome,
            channel_before as from_channel,
            channel as to_channel,
            count(*) as count_steps
        from steps
        group by conversion, channel_before, channel
        union all
        select
            conversion as outcome,
            channel as from_channel,
            {{ nothing("text") }} as to_channel,
            count(*) as count_steps
        from steps
        where channel_after is null
        group by conversion, channel
    ),

    -- how each outcome of a journey counts for either conversion
    meanings as (
        select *
        from
            (
                {{
                    literal_rows(
                        {"outcome": "text", "conversion": "text", "is_conversion": "boolean"},
                        [
                            ["created", "created", true],
                            ["won", "won", true],
                            ["lost", "won", false],
                            ["none", "created", false],
                            ["none", "won", false],
                        ],
                    )
                }}
            ) as listed
    )

select
    meanings.conversion,
    counted.from_channel,
    counted.to_channel,
    counted.to_channel is null and meanings.is_conversion as is_conversion,
    cast(sum(counted.count_steps) as bigint) as count_steps
from counted
inner join meanings on meanings.outcome = counted.outcome
group by
    meanings.conversion,
    counted.from_channel,
    counted.to_channel,
    counted.to_channel is null and meanings.is_conversion
