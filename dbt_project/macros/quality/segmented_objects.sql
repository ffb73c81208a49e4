{#- The kinds of groups that records are divided into, and the roles of the fields that say which; the day is
    that of the record's creation, and each object has its own field for that. -#}
{% macro quality_segment_roles() -%}
    {{
        return(
            {
                "record_kind": ["record_kind"],
                "pipeline": ["pipeline"],
                "owner": ["owner", "lead_owner", "record_owner"],
            }
        )
    }}
{%- endmacro %}


{#- Per (system, object) that people fill in: its fields that were read, and the expressions that say which
    group of each kind a record is in: a list of {system, object, id_column, rows, groups: [(kind, expression)]}. -#}
{% macro quality_segmented_objects() -%}
    {%- set roles = quality_segment_roles() -%}
    {%- set kinds = {} -%}
    {%- for kind, kind_roles in roles.items() -%}
        {%- for row in quality_fields_of(kind_roles) -%}
            {%- do kinds.update({(row.source_system, row.source_object, row.field): kind}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- set objects = {} -%}
    {%- for system in vendors() -%}
        {%- set kept = streams(system) | selectattr("kept_by", "equalto", "people") -%}
        {%- set kept_by_people = kept | map(attribute="name") | list -%}
        {%- for row in quality_catalog(system) if row.object in kept_by_people and row.column_name -%}
            {%- set place = (system, row.object) -%}
            {%- if place not in objects -%}
                {%- set groups = [] -%}
                {%- if row.created_column -%}
                    {%- set day = reporting_date(quality_identifier(row.created_column)) -%}
                    {%- do groups.append(("created_day", day)) -%}
                {%- endif -%}
                {%- do objects.update(
                    {
                        place: {
                            "system": system,
                            "object": row.object,
                            "has_id": row.has_id,
                            "rows": [],
                            "groups": groups,
                        }
                    }
                ) -%}
            {%- endif -%}
            {%- if (system, row.object, row.field) in kinds -%}
                {%- do objects[place].groups.append(
                    (
                        kinds[(system, row.object, row.field)],
                        quality_identifier(row.column_name),
                    )
                ) -%}
            {%- endif -%}
            {%- if row.is_readable and not row.is_system -%}
                {%- do objects[place].rows.append(row) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(objects.values() | list) }}
{%- endmacro %}
