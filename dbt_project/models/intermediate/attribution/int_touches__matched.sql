{{ config(materialized="by_key", key=["person_key"]) }}
{#- One row per record of a touch, with the touch that it tells of. Records tell of one touch if they are of
    one person, kind and campaign (or form, where there is none), not told by the same record of the
    person, and close in time: within the minutes of the glossary, or on one day where one of them knows
    no more. The first that each tells are one, then the second of each, and so on. Before that, the views
    of a visit are one, the first. -#}
{%- set order_of_records -%}
    touch_at, source_system, source_object, length(source_id), {{ byte_order("source_id") }}
{%- endset %}
{%- set touch -%}
    person_key, kind, matched_name, is_human, is_by_day, day_if_by_day
{%- endset %}
with
    typed as (
        select
            records.record_key,
            records.person_key,
            records.source_system,
            records.source_object,
            records.source_id,
            records.told_by,
            records.touch_at,
            records.touch_date,
            records.dated_by,
            records.is_human,
            records.campaign_id is not null as is_of_campaign,
            coalesce(types.kind, records.touch_type) as kind,
            coalesce(types.is_visit, false) as is_visit,
            case
                when types.is_marketing and not types.is_visit
                then
                    coalesce(
                        {{ lower_case(trimmed("coalesce(records.utm_campaign, records.name)")) }},
                        ''
                    )
                else ''
            end as matched_name,
            lag(records.touch_at) over (
                partition by
                    records.source_system, records.touch_type, records.person_key, records.is_human
                order by {{ order_of_records }}
            ) as seen_before_at
        from {{ ref("int_touches__identified") }} as records
        left join {{ ref("glossary_touch_types") }} as types on types.code = records.touch_type
        where {{ due("records.person_key", ref("int_touches__fingerprinted")) }}
    ),

    begun as (
        select
            typed.*,
            max(case when dated_by = 'day' then 1 else 0 end) over (
                partition by person_key, kind, matched_name, is_human, touch_date
            )
            = 1 as is_by_day
        from typed
        where
            not is_visit
            or seen_before_at is null
            or touch_at
            >= {{ dbt.dateadd("minute", glossary("visit_pause_minutes") | trim, "seen_before_at") }}
    ),

    spaced as (
        select
            begun.*,
            case when is_by_day then touch_date end as day_if_by_day,
            lag(touch_at) over (
                partition by person_key, kind, matched_name, is_human, is_by_day
                order by {{ order_of_records }}
            ) as told_before_at
        from begun
    ),

    parted as (
        select
            spaced.*,
            sum(
                case
                    when is_by_day
                    then 0
                    when
                        touch_at
                        <= {{
                            dbt.dateadd(
                                "minute", glossary("same_touch_minutes") | trim, "told_before_at"
                            )
                        }}
                    then 0
                    else 1
                end
            ) over (
                partition by {{ touch }} order by {{ order_of_records }} rows unbounded preceding
            ) as group_number
        from spaced
    ),

    numbered as (
        select
            parted.*,
            row_number() over (
                partition by {{ touch }}, group_number, told_by order by {{ order_of_records }}
            ) as place_of_teller
        from parted
    ),

    -- what knows the instant tells more than what knows the day
    ranked as (
        select
            numbered.*,
            row_number() over (
                partition by {{ touch }}, group_number, place_of_teller
                order by
                    case when dated_by = 'instant' then 1 else 2 end,
                    case when is_of_campaign then 1 else 2 end,
                    {{ order_of_records }}
            ) as place_in_touch,
            count(*) over (partition by {{ touch }}, group_number, place_of_teller) as count_records
        from numbered
    )

select record_key, person_key, place_in_touch, count_records
from ranked
