{#- One row per hand-over: channel, and the kind of lead that it was at that moment by the rules of the
    glossary: the least rank, then the shortest term; the default kind where no rule fits. -#}
with
    handoffs as (
        select
            opened.handoff_key,
            opened.person_key,
            opened.handoff_at,
            coalesce(origins.channel, 'unknown') as channel
        from {{ ref("int_handoffs__opened") }} as opened
        left join
            {{ ref("int_person_origins__decided") }} as origins
            on origins.person_key = opened.person_key
    ),

    rules as (select * from {{ ref("glossary_lead_type_rules") }}),

    types as (select * from {{ ref("glossary_lead_types") }}),

    fitting as (
        select
            handoffs.handoff_key,
            rules.lead_type,
            rules.rank,
            coalesce(
                seen.evidence, case when rules.form is not null then 'form' else 'channel' end
            ) as evidence
        from handoffs
        inner join rules on coalesce(rules.channel, handoffs.channel) = handoffs.channel
        left join
            {{ ref("int_lead_type_values__dated") }} as seen
            on seen.person_key = handoffs.person_key
            and seen.source_system = rules.system
            and seen.source_object = rules.object
            and seen.field = rules.field
            and (seen.since_at is null or seen.since_at <= handoffs.handoff_at)
            and (seen.until_at is null or seen.until_at > handoffs.handoff_at)
            and case
                when rules.comparison = '='
                then seen.value = rules.value
                else {{ written_number("seen.value") }} >= {{ written_number("rules.value") }}
            end
        left join
            {{ ref("int_handoff_raises__linked") }} as raises
            on raises.handoff_key = handoffs.handoff_key
            and raises.source_system = rules.system
            and raises.normalised_form = rules.normalised_form
        where
            (rules.field is null or seen.person_key is not null)
            and (rules.form is null or raises.handoff_key is not null)
    ),

    ranked as (
        select
            fitting.*,
            row_number() over (
                partition by fitting.handoff_key
                order by fitting.rank, types.sla_minutes, types.code, fitting.evidence desc
            ) as place
        from fitting
        inner join types on types.code = fitting.lead_type
    )

select
    handoffs.handoff_key,
    handoffs.channel,
    types.code as lead_type,
    coalesce(ranked.evidence, 'default') as lead_type_evidence,
    types.sla_minutes,
    types.never_factor
from handoffs
left join ranked on ranked.handoff_key = handoffs.handoff_key and ranked.place = 1
inner join types on types.code = ranked.lead_type or (ranked.lead_type is null and types.is_default)
