{%- set selects = [] -%}
{%- for system in vendors() -%}
    {%- for object in quality_objects_of_texts(system) -%}
        {%- do selects.append(quality_records_of(system, object)) -%}
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
