{{ config(materialized="view") }}
{#- One row per record that a link may name, with what is left of its id when capitals are lost. -#}
with
    records as (
        select source_system, source_object, source_id, is_deleted
        from {{ ref("cnf_persons") }}
        union all
        select source_system, source_object, source_id, is_deleted
        from {{ ref("cnf_accounts") }}
        union all
        select source_system, source_object, source_id, is_deleted
        from {{ ref("cnf_opportunities") }}
    )

select
    records.source_system,
    records.source_object,
    records.source_id,
    records.is_deleted,
    objects.kind,
    lower(
        substr(
            records.source_id, 1, coalesce(objects.id_significant_length, length(records.source_id))
        )
    ) as folded_id
from records
inner join
    {{ ref("cnf_objects") }} as objects
    on objects.source_system = records.source_system
    and objects.source_object = records.source_object
