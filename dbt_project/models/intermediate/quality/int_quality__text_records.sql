{%- set selects = [] -%}
{%- for system in vendors() -%}
    {%- for object in quality_objects_of_texts(system) -%}
        {%- set select_records -%}
            select
                {{ quality_literal(system) }} as source_system,
                {{ quality_literal(object) }} as source_object,
                id as source_id
            from {{ quality_raw_table(system, object) }}
            where _deleted_at is null
        {%- endset -%}
        {%- do selects.append(select_records) -%}
    {%- endfor -%}
{%- endfor %}

-- The living records of every object that has a text which people fill in.
select records.source_system, records.source_object, records.source_id
from
    (
        {{
            union_of(selects) or no_rows(
                {"source_system": "text", "source_object": "text", "source_id": "text"}
            )
        }}
    ) as records
where {{ quality_is_kept_by_people("records.source_system", "records.source_object") }}
