{%- set selects = [] -%}
{%- for row in quality_fields_of(["owner"]) -%}
    {%- set select_owners -%}
        select
            '{{ row.source_system }}' as source_system,
            '{{ row.source_object }}' as source_object,
            id as source_id,
            {{ quality_identifier(row.field) }} as owner_id
        from {{ source("raw_" ~ row.source_system, row.source_object) }}
    {%- endset -%}
    {%- do selects.append(select_owners) -%}
{%- endfor %}

with
    failed_records as (
        select distinct source_system, source_object, source_id
        from {{ ref("int_quality__failures") }}
        where source_id is not null
    ),

    owned as (
        {{
            union_of(selects) or no_rows(
                {
                    "source_system": "text",
                    "source_object": "text",
                    "source_id": "text",
                    "owner_id": "text",
                }
            )
        }}
    )

select owned.source_system, owned.source_object, owned.source_id, min(owners.owner_key) as owner_key
from failed_records
inner join
    owned
    on failed_records.source_system = owned.source_system
    and failed_records.source_object = owned.source_object
    and failed_records.source_id = owned.source_id
inner join
    {{ ref("int_owners__resolved") }} as owners
    on owned.source_system = owners.source_system
    and owned.owner_id = owners.source_id
group by owned.source_system, owned.source_object, owned.source_id
