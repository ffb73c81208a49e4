{#- One row per attempt or contact of the last year and person in it, under each heading that it goes by: all of
    them, its way, and the channel of the person. The team that hands over is left out; nobody's activities
    have no channel. -#}
with
    made as (
        select
            activity_key,
            happened_date,
            duration_seconds,
            case when is_cold_call then 'cold_call' else activity_type end as way
        from {{ ref("fct_sales_activity") }}
        where
            (is_attempt or is_contact)
            and coalesce(team, '') <> {{ giving_team() }}
            and happened_date <= {{ reporting_day() }}
            and happened_date > {{ dbt.dateadd("year", -1, reporting_day()) }}
    ),

    with_people as (
        select made.*, people.person_key, persons.channel
        from made
        left join
            {{ ref("bridge_sales_activity_person") }} as people
            on people.activity_key = made.activity_key
        left join {{ ref("dim_person") }} as persons on persons.person_key = people.person_key
    )

{%- for scope_type, scope_value in {
        "all": "'all'",
        "way": "way",
        "channel": "channel",
    }.items() %}
    select
        '{{ scope_type }}' as scope_type,
        {{ scope_value }} as scope_value,
        activity_key,
        happened_date,
        duration_seconds,
        person_key
    from with_people
    where {{ scope_value }} is not null
    {% if not loop.last %}
        union all
    {% endif %}
{%- endfor %}
