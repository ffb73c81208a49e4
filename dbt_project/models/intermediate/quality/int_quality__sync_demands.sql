{{ config(materialized="ephemeral") }}
-- One row per person or opportunity, system that has it and other system in which the glossary says
-- that it belongs: its records entered the step there, by that system's own evidence.
select distinct counted.entity_kind, counted.entity_key, counted.source_system, scope.belongs_in
from {{ ref("glossary_sync_scope") }} as scope
inner join
    {{ ref("int_gap_records__counted") }} as counted
    on counted.source_system = scope.system
    and counted.metric_id = 'entered_' || lower(scope.stage)
