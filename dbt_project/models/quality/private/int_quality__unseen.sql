{{ config(schema="intermediate") }}

-- What the rules would judge and nobody let us read: whole objects (field is null), and single
-- fields of objects that were read. A system that was never read at all is absent, not unseen.
with
    fields as (
        select 'hubspot' as system, object, field, is_readable and is_loaded as is_seen
        from {{ ref("stg_hubspot__fields") }}
        where not is_deleted
        union all
        select 'salesforce' as system, object, field, is_readable and is_loaded as is_seen
        from {{ ref("stg_salesforce__fields") }}
        where not is_deleted
    ),

    described as (select distinct system, object from fields),

    unseen_objects as (
        select system, stream as object
        from {{ ref("mart_sync_status") }}
        where
            status = 'unavailable'
            and substr(stream, 1, 1) <> '_'
            and {{ quality_is_kept_by_people("stream") }}
    ),

    judged as (
        select distinct system, object, field
        from {{ ref("quality_rule_reads") }}
        where system <> '*'
    )

select system, object, cast(null as varchar) as field
from unseen_objects
union all
select judged.system, judged.object, judged.field
from judged
inner join described on judged.system = described.system and judged.object = described.object
left join
    fields
    on judged.system = fields.system
    and judged.object = fields.object
    and judged.field = fields.field
where not coalesce(fields.is_seen, false)
