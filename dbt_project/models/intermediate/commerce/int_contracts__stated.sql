{#- One row per living contract: customer, opportunity, its state in the words of the glossary, from when to
    when it was agreed, and whether it counts. As with quotes, of an opportunity that has contracts in
    several systems those of the record that represents it count, or, where that has none, those of the
    first other one. -#}
with
    contracts as (select * from {{ ref("cnf_contracts") }}),

    opportunities as (
        select
            links.source_system,
            links.source_object,
            links.source_id,
            links.opportunity_object,
            links.opportunity_id,
            records.opportunity_key,
            records.account_key,
            records.is_main,
            count(*) over (
                partition by links.source_system, links.source_object, links.source_id
            ) as count_opportunities,
            row_number() over (
                partition by links.source_system, links.source_object, links.source_id
                order by length(links.opportunity_id), {{ byte_order("links.opportunity_id") }}
            ) as row_rank
        from {{ ref("cnf_contract_opportunities") }} as links
        inner join
            {{ ref("int_opportunity_records__described") }} as records
            on records.source_system = links.source_system
            and records.source_object = links.opportunity_object
            and records.source_id = links.opportunity_id
    ),

    agreed as (
        select
            contracts.*,
            coalesce(accounts.account_key, opportunities.account_key) as account_key,
            opportunities.opportunity_key,
            coalesce(opportunities.count_opportunities, 0) as count_opportunities,
            statuses.status as told_status,
            {{ teller_rank("opportunities") }} as teller_rank,
            coalesce(
                contracts.end_date,
                cast(
                    {{
                        dbt.dateadd(
                            "day",
                            -1,
                            dbt.dateadd(
                                "month",
                                "case when contracts.term_months > 0 then contracts.term_months end",
                                "contracts.start_date",
                            ),
                        )
                    }}
                    as date
                )
            ) as last_date,
            -- of a term that nobody wrote, the whole months from the first day to the last
            {{
                dbt.datediff(
                    "contracts.start_date",
                    dbt.dateadd("day", 1, "contracts.end_date"),
                    "month",
                )
            }} as months_between
        from contracts
        left join
            opportunities
            on opportunities.source_system = contracts.source_system
            and opportunities.source_object = contracts.source_object
            and opportunities.source_id = contracts.source_id
            and opportunities.row_rank = 1
        left join
            {{ ref("int_accounts__resolved") }} as accounts
            on accounts.source_system = contracts.source_system
            and accounts.source_object = contracts.account_object
            and accounts.source_id = contracts.account_id
        left join
            {{ ref("glossary_contract_statuses") }} as statuses
            on statuses.system = contracts.source_system
            and statuses.normalised_value = {{ comparable_source("contracts.status_value") }}
    )

select
    source_system,
    source_object,
    source_id,
    contract_number,
    name,
    account_key,
    opportunity_key,
    count_opportunities,
    opportunity_key is null or teller_rank = 1 as is_counted,
    case
        when status_value is null
        then 'unknown'
        when told_status is null
        then 'unmapped'
        when told_status in ('signed', 'active') and last_date < {{ reporting_day() }}
        then 'ended'
        when told_status in ('signed', 'active') and start_date > {{ reporting_day() }}
        then 'scheduled'
        else told_status
    end as status,
    status_text,
    start_date,
    last_date as end_date,
    case
        when end_date is not null then 'told' when last_date is not null then 'term'
    end as end_basis,
    case
        when term_months > 0
        then term_months
        when
            months_between > 0
            and cast({{ dbt.dateadd("month", "months_between", "start_date") }} as date)
            = cast({{ dbt.dateadd("day", 1, "end_date") }} as date)
        then cast(months_between as integer)
    end as term_months,
    {{ reporting_date("activated_at") }} as activated_date,
    {{ reporting_date("created_at") }} as created_date
from agreed
