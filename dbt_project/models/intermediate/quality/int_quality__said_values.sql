-- What each record of an opportunity said from when on, as two systems' are compared: an owner by
-- person, a stage by its category and then by the stage that both systems share.
with
    entries as (
        select
            entries.*,
            min(evidence_rank) over (
                partition by source_system, source_object, source_id
            ) as best_rank
        from {{ ref("cnf_stage_entries") }} as entries
        where entered_at is not null
    )

select
    changes.source_system,
    changes.source_object,
    changes.source_id,
    changes.attribute as field,
    changes.changed_at,
    changes.change_order,
    {{ money("changes.number_value") }} as amount,
    coalesce(
        changes.day_value, {{ local_date("changes.instant_value", "records.time_zone") }}
    ) as day,
    case when changes.attribute = 'owner' then owners.owner_key else changes.text_value end as word,
    {{ nothing("text") }} as shared_stage
from {{ ref("cnf_opportunity_changes") }} as changes
inner join
    {{ ref("int_opportunity_records__described") }} as records
    on records.source_system = changes.source_system
    and records.source_object = changes.source_object
    and records.source_id = changes.source_id
left join
    {{ ref("int_owners__resolved") }} as owners
    on owners.source_system = records.source_system
    and owners.source_object = records.owner_object
    and owners.source_id = changes.text_value
    and changes.attribute = 'owner'
union all
select
    entries.source_system,
    entries.source_object,
    entries.source_id,
    'stage' as field,
    entries.entered_at as changed_at,
    entries.entry_id as change_order,
    cast(null as {{ money_type() }}) as amount,
    {{ nothing("date") }} as day,
    coalesce(
        stages.stage_category, endings.outcome, case when endings.code is not null then 'open' end
    ) as word,
    endings.code as shared_stage
from entries
left join
    {{ ref("int_opportunity_stages__described") }} as stages
    on stages.source_system = entries.source_system
    and stages.source_object = entries.source_object
    and stages.stage_value = entries.stage_value
left join
    {{ ref("glossary_opportunity_stages") }} as named
    on named.system = entries.source_system
    and named.value = entries.stage_value
left join {{ ref("glossary_shared_stages") }} as endings on endings.code = named.shared_stage
where entries.evidence_rank = entries.best_rank
