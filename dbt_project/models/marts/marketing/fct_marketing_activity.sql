{#- What marketing did and what came of it, a row each. Pages that one visitor saw are one visit until a
    pause; only its first one is a row. -#}
with
    told as (
        select
            activities.*,
            coalesce(
                activities.told_date, {{ reporting_date("activities.happened_at") }}
            ) as happened_date,
            lag(activities.happened_at) over (
                partition by
                    activities.source_system, activities.activity_kind, activities.visitor_id
                order by activities.happened_at, activities.source_id
            ) as seen_before_at
        from {{ ref("cnf_marketing_activities") }} as activities
    ),

    kept as (
        select told.*
        from told
        where
            activity_kind <> 'page_view'
            or visitor_id is null
            or seen_before_at is null
            or happened_at
            >= {{ dbt.dateadd("minute", glossary("visit_pause_minutes") | trim, "seen_before_at") }}
    ),

    -- the day's rate of any system: a dated one before one that only holds today
    rates as (
        select
            kept.source_system,
            kept.source_object,
            kept.source_id,
            fx.rate,
            row_number() over (
                partition by kept.source_system, kept.source_object, kept.source_id
                order by case when fx.basis = 'static' then 2 else 1 end, fx.system
            ) as place
        from kept
        inner join
            {{ ref("int_fx_rates__crossed") }} as fx
            on fx.from_currency = kept.currency_code
            and fx.valid_from <= kept.happened_date
            and (fx.valid_to is null or kept.happened_date < fx.valid_to)
    )

select
    {{ source_key("kept.source_system", "kept.source_object", "kept.source_id") }} as activity_key,
    kept.source_system,
    kept.source_object,
    kept.source_id,
    case
        when kept.activity_kind = 'page_view' then 'visit' else kept.activity_kind
    end as activity_kind,
    kept.happened_at,
    kept.happened_date,
    kept.name,
    case
        when kept.source_value is not null or kept.activity_kind in ('page_view', 'advertising')
        then {{ channel_of("kept.source_value", "coalesce(mapped.channel, own.code)") }}
    end as channel,
    kept.visitor_id,
    kept.is_bot,
    kept.count_sends,
    kept.count_deliveries,
    kept.count_opens,
    kept.count_clicks,
    kept.count_bounces,
    kept.count_unsubscribes,
    kept.count_spam_reports,
    kept.count_impressions,
    {{ money("kept.spend") }} as spend_amount,
    coalesce(kept.currency_code, chosen.corporate_currency) as currency_code,
    {{
        money(
            "kept.spend * case when coalesce(kept.currency_code, chosen.corporate_currency, '') = coalesce(chosen.corporate_currency, '') then 1 else rates.rate end"
        )
    }}
    as spend_amount_corporate
from kept
cross join {{ ref("int_currencies__chosen") }} as chosen
left join
    rates
    on rates.source_system = kept.source_system
    and rates.source_object = kept.source_object
    and rates.source_id = kept.source_id
    and rates.place = 1
left join
    {{ ref("glossary_source_channels") }} as mapped
    on mapped.system = kept.source_system
    and mapped.normalised_value = {{ comparable_source("kept.source_value") }}
left join
    {{ ref("glossary_channels") }} as own
    on {{ comparable_source("own.code") }} = {{ comparable_source("kept.source_value") }}
