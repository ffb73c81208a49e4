{#- Everything that happened with a person or an account, from all systems, in order. Events of one instant are
    ordered as the process runs, then by record, so that every run tells the same story. -#}
with
    told as (
        select *
        from {{ ref("int_person_events__told") }}
        union all
        select *
        from {{ ref("int_sales_events__told") }}
        union all
        select *
        from {{ ref("int_handover_events__told") }}
        union all
        select *
        from {{ ref("int_opportunity_events__told") }}
    ),

    placed as (
        select
            told.*,
            coalesce(
                told.account_key, opportunities.account_key, persons.account_key
            ) as story_account_key
        from told
        left join {{ ref("dim_person") }} as persons on persons.person_key = told.person_key
        left join
            {{ ref("fct_opportunity") }} as opportunities
            on opportunities.opportunity_key = told.opportunity_key
        where told.happened_at is not null
    ),

    dated as (
        select
            placed.*,
            {{ reporting_date("happened_at") }} as happened_date,
            coalesce(story_account_key, person_key, opportunity_key) as story_key
        from placed
        where coalesce(story_account_key, person_key, opportunity_key) is not null
    )

select
    {{ key_of(["kind", "event_id"]) }} as event_key,
    story_key,
    row_number() over (
        partition by story_key
        order by
            happened_at,
            place,
            source_system,
            source_object,
            length(source_id),
            {{ byte_order("source_id") }},
            event_id
    ) as event_number,
    person_key,
    story_account_key as account_key,
    opportunity_key,
    happened_at,
    happened_date,
    case when dated_by = 'instant' then {{ reporting_time("happened_at") }} end as happened_time,
    dated_by,
    kind,
    what,
    source_system,
    source_object,
    source_id,
    channel,
    owner_key,
    amount_corporate
from dated
-- what is planned is told when its day has come
where happened_date <= {{ reporting_day() }}
