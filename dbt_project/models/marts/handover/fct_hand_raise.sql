{#- Who asked for us, and whether sales ever heard of it. -#}
with
    raises as (
        select
            {{ source_key("source_system", "source_object", "source_id") }} as hand_raise_key,
            told.*
        from {{ ref("int_hand_raises__told") }} as told
    ),

    handed as (
        select
            raises.hand_raise_key,
            linked.handoff_key,
            'handed_over' as outcome,
            row_number() over (
                partition by raises.hand_raise_key order by linked.handoff_key
            ) as place
        from raises
        inner join
            {{ ref("int_handoff_raises__linked") }} as linked
            on linked.source_system = raises.source_system
            and linked.source_object = raises.source_object
            and linked.source_id = raises.source_id
    ),

    -- sales has the person, and nothing has ended that yet
    running as (
        select
            raises.hand_raise_key,
            handoffs.handoff_key,
            'with_sales' as outcome,
            row_number() over (
                partition by raises.hand_raise_key
                order by handoffs.handoff_at desc, handoffs.handoff_key
            ) as place
        from raises
        inner join
            {{ ref("int_handoffs__opened") }} as handoffs
            on handoffs.person_key = raises.person_key
            and handoffs.handoff_at < raises.raised_at
        inner join
            {{ ref("int_handoffs__answered") }} as answers
            on answers.handoff_key = handoffs.handoff_key
        where answers.closed_at is null or answers.closed_at > raises.raised_at
    )

select
    raises.hand_raise_key,
    raises.source_system,
    raises.source_object,
    raises.source_id,
    raises.form_name,
    raises.raised_at,
    {{ reporting_date("raises.raised_at") }} as raised_date,
    raises.person_key,
    coalesce(handed.handoff_key, running.handoff_key) as handoff_key,
    coalesce(
        handed.outcome,
        running.outcome,
        case when raises.person_key is null then 'no_record' else 'not_handed_over' end
    ) as outcome
from raises
left join handed on handed.hand_raise_key = raises.hand_raise_key and handed.place = 1
left join running on running.hand_raise_key = raises.hand_raise_key and running.place = 1
