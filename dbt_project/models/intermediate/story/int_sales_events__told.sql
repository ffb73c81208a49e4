{{ config(materialized="ephemeral") }}
{#- What was done with people, one row per activity and person. An activity with several living people is an
    event of each, one with none of its account. -#}
with
    people as (
        select bridge.activity_key, bridge.person_key
        from {{ ref("bridge_sales_activity_person") }} as bridge
        inner join {{ ref("dim_person") }} as persons on persons.person_key = bridge.person_key
    ),

    activities as (
        select
            people.person_key,
            activities.account_key,
            activities.opportunity_key,
            activities.happened_at,
            'instant' as dated_by,
            activities.activity_type as kind,
            310 as place,
            activities.activity_type
            || coalesce(', ' || activities.direction, '')
            || case
                when meanings.label is not null
                then ': ' || meanings.label
                when not activities.is_completed
                then ': not done'
                else ''
            end as what,
            activities.source_system,
            activities.source_object,
            activities.source_id,
            {{ nothing("text") }} as channel,
            activities.owner_key,
            {{ nothing("decimal(24, 4)") }} as amount_corporate,
            activities.activity_key || coalesce(':' || people.person_key, '') as event_id
        from {{ ref("fct_sales_activity") }} as activities
        left join people on people.activity_key = activities.activity_key
        left join
            {{ ref("glossary_activity_meanings") }} as meanings
            on meanings.code = activities.meaning
    ),

    automated as (
        select distinct
            persons.person_key,
            {{ nothing("text") }} as account_key,
            {{ nothing("text") }} as opportunity_key,
            activities.happened_at,
            'instant' as dated_by,
            'automated' as kind,
            300 as place,
            'automated '
            || activities.activity_type
            || coalesce(', ' || activities.direction, '') as what,
            activities.source_system,
            activities.source_object,
            activities.source_id,
            {{ nothing("text") }} as channel,
            {{ nothing("text") }} as owner_key,
            {{ nothing("decimal(24, 4)") }} as amount_corporate,
            {{
                source_key(
                    "activities.source_system", "activities.source_object", "activities.source_id"
                )
            }} || ':' || persons.person_key as event_id
        from {{ ref("cnf_activities") }} as activities
        inner join
            {{ ref("bridge_person_source") }} as persons
            on persons.source_system = activities.source_system
            and persons.source_object = activities.person_object
            and persons.source_id = activities.person_id
        where activities.is_automated
    )

{%- for events in ["activities", "automated"] %}
    select *
    from {{ events }}
    {% if not loop.last %}
        union all
    {% endif %}
{%- endfor %}
