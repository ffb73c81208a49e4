{#- One row per metric, system and thing that the system, we, or both count: the system's record beside our
    entry. Of several records that stand for one entry the first that is counted on the same day is
    paired, else the earliest; the others are repeated. A step that we impute is paired with nothing. -#}
with
    theirs as (select * from {{ ref("int_gap_records__counted") }}),

    ours as (select * from {{ ref("int_gap_entries__counted") }}),

    connected as (
        select distinct source_system as system
        from {{ ref("stg_meta__runs") }}
        union
        select distinct source_system as system
        from {{ ref("cnf_persons") }}
        union
        select distinct source_system as system
        from {{ ref("cnf_opportunities") }}
    ),

    -- what a system has evidence of at all
    countable as (
        select 'entered_' || lower(proof.stage) as metric_id, proof.system
        from {{ ref("glossary_stage_evidence") }} as proof
        left join
            {{ ref("cnf_objects") }} as objects
            on objects.source_system = proof.system
            and objects.source_object = {{ list_part("proof.source", ".", 1) }}
        where
            proof.stage in {{ codes_in(funnel_stages()) }}
            and (
                proof.stage not in {{ codes_in(opportunity_stages()) }}
                or objects.kind = 'opportunity'
            )
        union
        select 'won_amount' as metric_id, source_system as system
        from {{ ref("cnf_objects") }}
        where kind = 'opportunity'
    ),

    compared as (
        select countable.metric_id, countable.system
        from countable
        inner join connected on connected.system = countable.system
    ),

    ranked as (
        select
            theirs.*,
            ours.happened_date as our_date,
            ours.value as our_value,
            ours.source_system as our_system,
            row_number() over (
                partition by theirs.metric_id, theirs.source_system, theirs.pair_key
                order by
                    case when theirs.counted_date = ours.happened_date then 0 else 1 end,
                    theirs.counted_date,
                    theirs.source_object,
                    length(theirs.source_id),
                    {{ byte_order("theirs.source_id") }}
            ) as place
        from theirs
        left join
            ours
            on ours.metric_id = theirs.metric_id
            and ours.pair_key = theirs.pair_key
            and not ours.is_imputed
    )

select
    metric_id,
    source_system as compared_system,
    source_system,
    source_object,
    source_id,
    entity_kind,
    entity_key,
    pair_key,
    counted_date as system_date,
    reporting_date,
    value as system_value,
    case when place = 1 then our_date end as our_date,
    case when place = 1 then our_value end as our_value,
    our_system,
    our_date is not null and place > 1 as is_repeated,
    is_fallback,
    is_activity,
    false as is_imputed
from ranked
union all
select
    ours.metric_id,
    compared.system as compared_system,
    ours.source_system,
    ours.source_object,
    ours.source_id,
    ours.entity_kind,
    ours.entity_key,
    ours.pair_key,
    {{ nothing("date") }} as system_date,
    {{ nothing("date") }} as reporting_date,
    cast(0 as {{ metric_type() }}) as system_value,
    ours.happened_date as our_date,
    ours.value as our_value,
    ours.source_system as our_system,
    false as is_repeated,
    false as is_fallback,
    false as is_activity,
    ours.is_imputed
from ours
inner join compared on compared.metric_id = ours.metric_id
left join
    ranked
    on ranked.metric_id = ours.metric_id
    and ranked.source_system = compared.system
    and ranked.pair_key = ours.pair_key
    and not ours.is_imputed
where ranked.pair_key is null
