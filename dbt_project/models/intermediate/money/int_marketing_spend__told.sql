{#- One row per statement of a cost: over which days it was spent, and which source's campaign it belongs to
    (teller_key). The rules are written out in docs/money.md. -#}
with
    dated as (
        select
            described.*,
            case
                when described.spent_from is not null
                then described.spent_from
                -- noted after the end it was spent by then; before the start, from then on
                when described.noted_date is not null
                then
                    {{
                        greatest_of(
                            [
                                least_of(["described.noted_date", "described.end_date"]),
                                "described.start_date",
                            ]
                        )
                    }}
                -- so far: nothing of it is spent tomorrow
                else
                    {{
                        least_of(
                            [
                                "coalesce(described.start_date, described.end_date, described.created_date)",
                                reporting_day(),
                            ]
                        )
                    }}
            end as first_day
        from {{ ref("int_marketing_spend__linked") }} as described
    ),

    spanned as (
        select
            dated.*,
            case
                when dated.spent_from is not null
                then {{ greatest_of(["dated.spent_from", "dated.spent_to"]) }}
                when
                    dated.noted_date is null
                    and dated.start_date is not null
                    and dated.end_date is not null
                then
                    {{
                        greatest_of(
                            ["dated.first_day", least_of(["dated.end_date", reporting_day()])]
                        )
                    }}
                else dated.first_day
            end as last_day
        from dated
    )

select
    source_system,
    source_object,
    source_id,
    detail,
    detail_rank,
    cost_basis,
    first_day as spent_from,
    last_day as spent_to,
    record_system,
    record_object,
    record_id,
    told_name as campaign_name,
    comparable_name,
    channel,
    own_channel,
    -- the days of a campaign, where its record tells them; of a file, those of its rows. Where it
    -- ends
    -- before it starts, nobody knows them.
    case
        when detail_rank = 1
        then first_day
        when end_date is null or end_date >= start_date
        then start_date
    end as campaign_from,
    case
        when detail_rank = 1
        then last_day
        when start_date is null or end_date >= start_date
        then end_date
    end as campaign_to,
    {{
        key_of(
            [
                "source_system",
                "source_object",
                "record_system",
                "record_object",
                "record_id",
                "comparable_name",
                "own_channel",
            ]
        )
    }} as teller_key,
    {{ money("amount") }} as amount,
    currency_code,
    count_impressions,
    count_clicks
from spanned
