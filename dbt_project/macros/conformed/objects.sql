{#- The rows of a vendor's objects; what is not said of one is nothing. -#}
{% macro object_rows(objects) -%}
    {%- for object in objects %}
        select
            '{{ object.name }}' as source_object,
            '{{ object.kind }}' as kind,
            {{ "true" if object.is_attempt else "false" }} as is_attempt,
            {%- for column in [
                "status_field",
                "owner_field",
                "stage_field",
                "created_field",
                "closed_field",
                "people_stream",
                "activity_types",
                "id_pattern",
            ] %}
                {% if object[column] %} '{{ object[column] }}'
                {% else %} {{ nothing("text") }}
                {% endif %} as {{ column }},
            {%- endfor %}
            {{ object.id_significant_length or nothing("integer") }} as id_significant_length
        {% if not loop.last %}
            union all
        {% endif %}
    {%- endfor %}
{%- endmacro %}
