{#- Every component that refers to a field of the company's, but for formulas, which are read by
    themselves. Tasks and events share their fields, as fields of Activity. -#}
with
    components as (
        select *
        from {{ ref("stg_salesforce__component_dependencies") }}
        where not is_deleted and component_type <> 'CustomField'
    ),

    parts as (
        {{
            split_lists(
                "components",
                ["coalesce(component_name, component_id) as component_name", "component_type"],
                "referred_fields",
                ";",
            )
        }}
    ),

    named as (
        select
            parts.component_name,
            parts.component_type,
            {{ list_part("parts.part", ".", 1) }} as sobject,
            {{ list_part("parts.part", ".", 2) }} as vendor_field
        from parts
    ),

    objects as (
        {%- for stream in streams("salesforce") if stream.has_fields %}
            select
                '{{ "Activity" if stream.name in ("task", "event") else stream.source_object }}'
                as sobject,
                '{{ stream.name }}' as source_object
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    )

select
    {{ salesforce_component_kind("named.component_type") }} as reference_kind,
    named.component_name as referrer,
    objects.source_object,
    named.vendor_field
from named
inner join objects on named.sobject = objects.sobject
