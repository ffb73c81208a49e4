{#- One row per activity that people took part in and person: who of us did it, what it came to, whether
    it was an attempt to reach the person, and whether both sides took part. What the outcome says
    decides; without one, what went out of our own accord is an attempt, and what came in is contact.
    The team that hands over follows nobody up. -#}
with
    meanings as (
        select
            outcomes.system,
            outcomes.object,
            outcomes.normalised_value,
            meanings.code,
            meanings.is_attempt,
            meanings.is_contact
        from {{ ref("glossary_activity_outcomes") }} as outcomes
        inner join
            {{ ref("glossary_activity_meanings") }} as meanings on meanings.code = outcomes.meaning
    ),

    told as (
        select
            activities.*,
            persons.person_key,
            owners.owner_key,
            owners.team,
            meanings.code as meaning,
            meanings.is_attempt as says_attempt,
            meanings.is_contact as says_contact,
            activities.activity_type in ('call', 'email', 'meeting', 'message')
            and coalesce(owners.team, '') <> {{ giving_team() }} as may_follow_up
        from {{ ref("cnf_activities") }} as activities
        left join
            {{ ref("int_persons__resolved") }} as persons
            on persons.source_system = activities.source_system
            and persons.source_object = activities.person_object
            and persons.source_id = activities.person_id
        left join
            {{ ref("int_owner_records__described") }} as owners
            on owners.source_system = activities.source_system
            and owners.source_object = activities.owner_object
            and owners.source_id = activities.owner_id
        left join
            meanings
            on meanings.system = activities.source_system
            and meanings.object = activities.source_object
            and coalesce(meanings.normalised_value, '')
            = coalesce({{ lower_case(trimmed("activities.outcome_value")) }}, '')
        where not activities.is_automated
    )

select
    {{ source_key("source_system", "source_object", "source_id") }} as activity_key,
    source_system,
    source_object,
    source_id,
    person_key,
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
    opportunity_object,
    opportunity_id,
    account_object,
    account_id,
    may_follow_up
    and coalesce(direction, 'outbound') <> 'inbound'
    and coalesce(says_attempt, is_completed, true) as is_attempt,
    may_follow_up
    and coalesce(
        says_contact, direction = 'inbound' and coalesce(is_completed, true), false
    ) as is_contact
from told
