{#- A call is cold where nothing had come from any of its people, and no meeting with them was held, in the
    days before it that the glossary names. -#}
with
    activities as (select * from {{ ref("int_sales_activities__described") }}),

    heard as (
        select person_key, happened_at from activities where is_contact and person_key is not null
    ),

    warm as (
        select distinct calls.activity_key
        from activities as calls
        inner join
            heard
            on heard.person_key = calls.person_key
            and heard.happened_at < calls.happened_at
            and heard.happened_at
            >=
            {{ dbt.dateadd("day", "-" ~ (glossary("cold_call_days") | trim), "calls.happened_at") }}
        where calls.activity_type = 'call'
    ),

    -- where all its people are of one account, it is about that account
    employers as (
        select
            activities.activity_key,
            case
                when count(distinct persons.account_key) = 1 then min(persons.account_key)
            end as account_key
        from activities
        inner join {{ ref("dim_person") }} as persons on persons.person_key = activities.person_key
        group by activities.activity_key
    ),

    told as (
        select
            activity_key,
            source_system,
            source_object,
            source_id,
            activity_type,
            direction,
            outcome_value,
            meaning,
            owner_key,
            team,
            created_at,
            happened_at,
            duration_seconds,
            is_completed,
            is_attempt,
            is_contact,
            opportunity_object,
            opportunity_id,
            account_object,
            account_id,
            count(distinct person_key) as count_people
        from activities
        group by
            activity_key,
            source_system,
            source_object,
            source_id,
            activity_type,
            direction,
            outcome_value,
            meaning,
            owner_key,
            team,
            created_at,
            happened_at,
            duration_seconds,
            is_completed,
            is_attempt,
            is_contact,
            opportunity_object,
            opportunity_id,
            account_object,
            account_id
    )

select
    told.activity_key,
    told.source_system,
    told.source_object,
    told.source_id,
    told.activity_type,
    told.direction,
    told.outcome_value,
    told.meaning,
    told.owner_key,
    told.team,
    told.created_at,
    told.happened_at,
    {{ reporting_date("told.happened_at") }} as happened_date,
    told.duration_seconds,
    told.is_completed,
    told.is_attempt,
    told.is_contact,
    told.activity_type = 'call'
    and told.is_attempt
    and told.count_people > 0
    and warm.activity_key is null as is_cold_call,
    told.count_people,
    opportunities.opportunity_key,
    coalesce(accounts.account_key, deals.account_key, employers.account_key) as account_key
from told
left join warm on warm.activity_key = told.activity_key
left join employers on employers.activity_key = told.activity_key
left join
    {{ ref("int_opportunity_sources__resolved") }} as opportunities
    on opportunities.source_system = told.source_system
    and opportunities.source_object = told.opportunity_object
    and opportunities.source_id = told.opportunity_id
left join
    {{ ref("fct_opportunity") }} as deals on deals.opportunity_key = opportunities.opportunity_key
left join
    {{ ref("int_accounts__resolved") }} as accounts
    on accounts.source_system = told.source_system
    and accounts.source_object = told.account_object
    and accounts.source_id = told.account_id
