{#- One row per living quote: of which opportunity it is, its state in the words of the glossary, whether it
    counts, and whether it stands for its opportunity. No system tells that a quote of another one is the
    same: of an opportunity that has quotes in several, those of the record that represents it count, or,
    where that has none, those of the first other one, as with the lines of a deal. -#}
with
    quotes as (
        select
            quotes.*,
            records.opportunity_key,
            coalesce(records.is_main, false) as is_main,
            coalesce(
                quotes.expires_date, {{ local_date("quotes.expires_at", "calendars.time_zone") }}
            ) as expires_on,
            {{ reporting_date("quotes.accepted_at") }} as accepted_date,
            case
                when statuses.status = 'void'
                then 'void'
                -- what was signed stays so when the offer ends
                when quotes.accepted_at is not null
                then 'accepted'
                when quotes.status_text is null
                then 'unknown'
                else coalesce(statuses.status, 'unmapped')
            end as told_status
        from {{ ref("cnf_quotes") }} as quotes
        inner join
            {{ ref("int_calendars__chosen") }} as calendars
            on calendars.system = quotes.source_system
        left join
            {{ ref("int_opportunity_records__described") }} as records
            on records.source_system = quotes.source_system
            and records.source_object = quotes.opportunity_object
            and records.source_id = quotes.opportunity_id
        left join
            {{ ref("glossary_quote_statuses") }} as statuses
            on statuses.system = quotes.source_system
            and statuses.normalised_value = {{ comparable_source("quotes.status_text") }}
    ),

    stated as (
        select
            offers.*,
            -- nobody ends an offer in a system that keeps its last day alone
            case
                when told_status = 'sent' and expires_on < {{ reporting_day() }}
                then 'expired'
                else told_status
            end as status,
            {{ teller_rank("offers") }} as teller_rank
        from quotes as offers
    ),

    -- what never went out stands for nothing, unless the amount follows it
    judged as (
        select
            stated.*,
            opportunity_key is null or teller_rank = 1 as is_counted,
            opportunity_key is not null
            and teller_rank = 1
            and (
                status in ('accepted', 'sent', 'expired') or coalesce(is_synced, false)
            ) as may_stand
        from stated
    ),

    ranked as (
        select
            judged.*,
            row_number() over (
                partition by opportunity_key
                order by
                    case when may_stand then 0 else 1 end,
                    case when status = 'accepted' then 0 when is_synced then 1 else 2 end,
                    case when accepted_date is null then 1 else 0 end,
                    accepted_date desc,
                    created_at desc,
                    source_system,
                    source_object,
                    length(source_id),
                    {{ byte_order("source_id") }}
            ) as row_rank
        from judged
    )

select
    source_system,
    source_object,
    source_id,
    opportunity_key,
    is_counted,
    may_stand and row_rank = 1 as is_standing,
    status,
    status_text,
    is_synced,
    quote_number,
    name,
    list_amount,
    net_amount,
    total_amount,
    {{ reporting_date("created_at") }} as created_date,
    expires_on as expires_date,
    accepted_date
from ranked
