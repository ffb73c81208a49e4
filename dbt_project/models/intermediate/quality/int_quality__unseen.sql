{{ config(materialized="view") }}

-- What the rules would judge and nobody let us read: whole objects (field is null), and single
-- fields of objects that were read. A system that was never read at all is absent, not unseen.
with
    fields as (
        select source_system, object as source_object, field, is_readable and is_loaded as is_seen
        from {{ ref("stg_meta__fields") }}
        where not is_deleted
    ),

    described as (select distinct source_system, source_object from fields),

    unseen_objects as (
        select source_system, stream as source_object
        from {{ ref("mart_sync_status") }}
        where
            status in ('unavailable', 'turned_off')
            and {{ quality_is_kept_by_people("source_system", "stream") }}
    ),

    judged as (
        select distinct source_system, source_object, field
        from {{ ref("int_quality__rule_reads") }}
        where source_system <> '*'
    )

select source_system, source_object, cast(null as {{ dbt.type_string() }}) as field
from unseen_objects
union all
select judged.source_system, judged.source_object, judged.field
from judged
inner join
    described
    on judged.source_system = described.source_system
    and judged.source_object = described.source_object
left join
    fields
    on judged.source_system = fields.source_system
    and judged.source_object = fields.source_object
    and judged.field = fields.field
where not coalesce(fields.is_seen, false)
