{{ config(materialized="ephemeral") }}
{#- Whose people were, when they were handed over, and what sales answered, one row per event and person. -#}
with
    owned as (
        select
            owners.*,
            lag(owners.owner_key) over statements as previous_owner_key,
            row_number() over statements as place_of_it
        from {{ ref("int_person_owners__past") }} as owners
        where owners.evidence <> 'current_value'
        window statements as (partition by owners.person_key order by owners.statement_number)
    ),

    owner_changes as (
        select
            owned.person_key,
            {{ nothing("text") }} as account_key,
            {{ nothing("text") }} as opportunity_key,
            owned.since_at as happened_at,
            'instant' as dated_by,
            'owner' as kind,
            510 as place,
            case
                when owned.owner_key is null
                then 'has no owner any more'
                when owned.is_queue
                then 'waits in a queue'
                else 'has a new owner'
            end as what,
            owned.source_system,
            owned.source_object,
            owned.source_id,
            {{ nothing("text") }} as channel,
            owned.owner_key,
            {{ nothing("decimal(24, 4)") }} as amount_corporate,
            owned.person_key || ':' || {{ as_text("owned.statement_number") }} as event_id
        from owned
        where
            owned.previous_owner_key is distinct from owned.owner_key
            and not (owned.place_of_it = 1 and owned.owner_key is null)
    ),

    handoffs as (
        select
            person_key,
            account_key,
            {{ nothing("text") }} as opportunity_key,
            handoff_at as happened_at,
            case when has_time then 'instant' else 'day' end as dated_by,
            'handoff' as kind,
            500 as place,
            'handed over by '
            || coalesce(from_team, 'nobody known')
            || coalesce(' to ' || to_team, '') as what,
            evidence_system as source_system,
            {{ list_part("evidence_source", ".", 1) }} as source_object,
            evidence_id as source_id,
            channel,
            to_owner_key as owner_key,
            {{ nothing("decimal(24, 4)") }} as amount_corporate,
            handoff_key as event_id
        from {{ ref("fct_lead_handoff") }}
    ),

    answers as (
        select
            person_key,
            account_key,
            {{ nothing("text") }} as opportunity_key,
            answered_at as happened_at,
            'instant' as dated_by,
            'handoff_answer' as kind,
            520 as place,
            'hand-over ' || outcome || coalesce(': ' || reason_label, '') as what,
            answer_system as source_system,
            {{ list_part("answer_source", ".", 1) }} as source_object,
            answer_id as source_id,
            channel,
            to_owner_key as owner_key,
            {{ nothing("decimal(24, 4)") }} as amount_corporate,
            handoff_key as event_id
        from {{ ref("fct_lead_handoff") }}
        where answered_at is not null
    )

{%- for events in ["owner_changes", "handoffs", "answers"] %}
    select *
    from {{ events }}
    {% if not loop.last %}
        union all
    {% endif %}
{%- endfor %}
