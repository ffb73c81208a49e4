{#- Every form, list and workflow and the properties that it names: by the type id of their object, or
    of any object. One that is turned off refers to them all the same. -#}
with
    things as (
        select 'form' as reference_kind, name as referrer, named_properties
        from {{ ref("stg_hubspot__forms") }}
        where not is_deleted and not is_archived
        union all
        select 'list' as reference_kind, name as referrer, named_properties
        from {{ ref("stg_hubspot__lists") }}
        where not is_deleted
        union all
        select
            'flow' as reference_kind,
            name || case when is_enabled then '' else ' (turned off)' end as referrer,
            named_properties
        from {{ ref("stg_hubspot__workflows") }}
        where not is_deleted
    ),

    parts as ({{ split_lists("things", ["reference_kind", "referrer"], "named_properties", ";") }}),

    named as (
        select
            parts.reference_kind,
            coalesce(parts.referrer, 'without a name') as referrer,
            {{ list_part("parts.part", "/", 1) }} as type_id,
            {{ list_part("parts.part", "/", 2) }} as vendor_field
        from parts
    ),

    objects as (
        {{
            literal_rows(
                {"type_id": "text", "source_object": "text"},
                [
                    ("0-1", "contacts"),
                    ("0-2", "companies"),
                    ("0-3", "deals"),
                    ("0-136", "leads"),
                    ("0-48", "calls"),
                    ("0-47", "meetings"),
                    ("0-49", "emails"),
                    ("0-27", "tasks"),
                    ("0-18", "communications"),
                    ("0-8", "line_items"),
                    ("0-7", "products"),
                ],
            )
        }}
    )

select named.reference_kind, named.referrer, objects.source_object, named.vendor_field
from named
inner join objects on named.type_id in (objects.type_id, '*')
