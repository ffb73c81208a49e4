{#- One row per living record of an opportunity, in whatever system, with what it says about its stage read
    once for everybody: its own closed and won flags count first, those of its stage next. A record that
    names a living record of another system as itself is the same opportunity, and the other one
    represents it (`is_main`). -#}
with
    records as (select * from {{ ref("cnf_opportunities") }} where not is_deleted),

    -- the account that it says first, of those that are there
    belonging as (
        select
            links.source_system,
            links.source_object,
            links.source_id,
            links.target_system as account_system,
            links.target_object as account_object,
            links.target_id as account_id,
            accounts.account_key,
            row_number() over (
                partition by links.source_system, links.source_object, links.source_id
                order by
                    case when accounts.account_key is not null then 0 else 1 end,
                    links.link_rank,
                    length(links.target_id),
                    {{ byte_order("links.target_id") }}
            ) as row_rank
        from {{ ref("cnf_record_links") }} as links
        inner join
            records
            on records.source_system = links.source_system
            and records.source_object = links.source_object
            and records.source_id = links.source_id
        left join
            {{ ref("int_accounts__resolved") }} as accounts
            on accounts.source_system = links.target_system
            and accounts.source_object = links.target_object
            and accounts.source_id = links.target_id
        where links.relation = 'account'
    )

select
    records.source_system,
    records.source_object,
    records.source_id,
    {{
        source_key(
            "coalesce(grouped.main_system, records.source_system)",
            "coalesce(grouped.main_object, records.source_object)",
            "coalesce(grouped.main_id, records.source_id)",
        )
    }} as opportunity_key,
    coalesce(grouped.is_main, true) as is_main,
    records.name,
    belonging.account_key,
    belonging.account_system,
    belonging.account_object,
    belonging.account_id,
    records.owner_object,
    records.owner_id,
    records.stage_value,
    coalesce(stages.stage_label, records.stage_value) as stage_name,
    shared.shared_stage,
    {{ is_closed_record() }} as is_closed,
    {{ is_won_record() }} as is_won,
    records.forecast_category,
    records.forecast_kind,
    records.next_step,
    records.opportunity_type,
    records.kind_id,
    {{
        exact(
            "coalesce(records.probability_ratio, stages.probability_ratio)",
            "decimal(18, 6)",
            limit=1000000,
        )
    }} as probability,
    {{ money("records.amount") }} as amount,
    {{ money("records.home_amount") }} as home_amount,
    records.currency_code,
    records.source_value,
    records.created_at,
    calendars.time_zone,
    {{ picked_close_date() }} as close_date
from records
inner join
    {{ ref("int_calendars__chosen") }} as calendars on calendars.system = records.source_system
left join
    {{ ref("int_opportunity_records__grouped") }} as grouped
    on grouped.source_system = records.source_system
    and grouped.source_object = records.source_object
    and grouped.source_id = records.source_id
left join
    belonging
    on belonging.source_system = records.source_system
    and belonging.source_object = records.source_object
    and belonging.source_id = records.source_id
    and belonging.row_rank = 1
left join
    {{ ref("int_opportunity_stages__described") }} as stages
    on stages.source_system = records.source_system
    and stages.source_object = records.source_object
    and stages.stage_value = records.stage_value
left join
    {{ ref("glossary_opportunity_stages") }} as shared
    on shared.system = records.source_system
    and shared.value = records.stage_value
