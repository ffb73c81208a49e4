{#- What was never followed up, or is overdue, stays in what the share in time is taken of; pending ones are
    not judged yet, whom sales was in touch with had nothing to wait for, and of the undated nobody can
    say. The median of those that were followed up leaves out the rest; the Kaplan-Meier median does
    not, and is null while less than half are known to have been followed up. -#}
{%- set statuses = [
    "on_time",
    "late",
    "never",
    "overdue",
    "pending",
    "already_engaged",
    "undated",
    "unseen",
] -%}
with
    responses as (
        select
            responses.*,
            {{ reporting_date("responses.handoff_at") }} as handoff_date,
            responses.team as to_team,
            responses.owner_key as to_owner_key
        from {{ ref("fct_lead_response") }} as responses
    ),

    broken_down as ({{ broken_down("responses") }}),

    counted as (
        select
            breakdown,
            breakdown_value,
            count(*) as count_handed_over,
            {{ count_where("hand_raised_at is not null") }} as count_hand_raised,
            min(sla_minutes) as least_sla_minutes,
            max(sla_minutes) as most_sla_minutes,
            {%- for status in statuses %}
                {{ count_where("response_status = '" ~ status ~ "'") }} as count_{{ status }},
            {%- endfor %}
            {{ count_where("first_contact_at is not null") }} as count_contacted,
            {%- for name, value in {
                "business_minutes": "case when response_status in ('on_time', 'late') then business_minutes end",
                "minutes_to_contact": "business_minutes_to_contact",
                "minutes_until_recorded": "business_minutes_until_recorded",
                "minutes_to_assign": "business_minutes_to_assign",
                "minutes_from_assign": "business_minutes_from_assign",
            }.items() %}
                count({{ value }}) as count_{{ name }},
                {{ median_of("cast(" ~ value ~ " as " ~ double_type() ~ ")") }}
                as median_{{ name }},
                {{ value_at_share(0.9, "cast(" ~ value ~ " as " ~ double_type() ~ ")") }}
                as p90_{{ name }}
                {{- "," if not loop.last }}
            {%- endfor %}
        from broken_down
        group by breakdown, breakdown_value
    ),

    judged as (
        select counted.*, count_on_time + count_late + count_never + count_overdue as count_judged
        from counted
    )

select
    judged.breakdown,
    judged.breakdown_value,
    judged.count_handed_over,
    judged.count_hand_raised,
    case
        when judged.least_sla_minutes = judged.most_sla_minutes then judged.least_sla_minutes
    end as sla_minutes,
    {%- for status in statuses %} judged.count_{{ status }}, {%- endfor %}
    judged.count_judged,
    {{ ratio("judged.count_on_time", "judged.count_judged") }} as share_on_time,
    {{ ratio("judged.count_never", "judged.count_judged") }} as share_never,
    judged.count_contacted,
    {%- for name in [
        "business_minutes",
        "minutes_to_contact",
        "minutes_until_recorded",
        "minutes_to_assign",
        "minutes_from_assign",
    ] %}
        judged.count_{{ name }},
        {{ rounded("judged.median_" ~ name, 2) }} as median_{{ name }},
        {{ rounded("judged.p90_" ~ name, 2) }} as p90_{{ name }},
    {%- endfor %}
    medians.count_waited,
    {{ minutes_of("medians.median_seconds") }} as median_business_minutes_kaplan_meier
from judged
left join
    {{ ref("int_follow_up_medians__estimated") }} as medians
    on medians.breakdown = judged.breakdown
    and coalesce(medians.breakdown_value, '') = coalesce(judged.breakdown_value, '')
